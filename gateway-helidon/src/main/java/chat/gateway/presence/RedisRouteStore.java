package chat.gateway.presence;

import chat.gateway.presence.PartitionClaim.Claim;
import chat.proto.PushRoutes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Routes as hashes in Redis, one per user, and their marks in another one; both run out there after
 * 90 s. Thread-safe.
 */
public final class RedisRouteStore implements RouteStore {
  private static final Duration TTL = Duration.ofSeconds(90);
  private static final int CHUNK = 500;

  private final Redis redis;

  /** The key of the marks of a user's routes: a hash like that of the routes themselves. */
  static String awayKey(int userId) {
    return "chat:away:" + userId;
  }

  /** The routes in this Redis. */
  public RedisRouteStore(Redis redis) {
    this.redis = redis;
  }

  @Override
  public boolean write(Collection<Integer> userIds, Claim claim) {
    List<Integer> all = List.copyOf(userIds);
    boolean written = true;
    for (int from = 0; from < all.size(); from += CHUNK) {
      written &= writeChunk(all.subList(from, Math.min(from + CHUNK, all.size())), claim);
    }
    return written;
  }

  @Override
  public boolean mark(Collection<Integer> userIds, Claim claim, boolean away) {
    List<Integer> all = List.copyOf(userIds);
    boolean written = true;
    for (int from = 0; from < all.size(); from += CHUNK) {
      written &= markChunk(all.subList(from, Math.min(from + CHUNK, all.size())), claim, away);
    }
    return written;
  }

  @Override
  public void remove(Collection<Integer> userIds, Claim claim) {
    redis.ask(
        client -> {
          for (int userId : userIds) {
            Script.removeRoute(client, userId, claim.partition(), claim.epoch());
          }
          return claim;
        });
  }

  private boolean writeChunk(List<Integer> userIds, Claim claim) {
    String partition = Integer.toString(claim.partition());
    String epoch = Long.toString(claim.epoch());
    return redis
        .ask(
            client -> {
              try (var pipeline = client.pipelined()) {
                for (int userId : userIds) {
                  pipeline.hset(PushRoutes.routeKey(userId), partition, epoch);
                  pipeline.pexpire(PushRoutes.routeKey(userId), TTL.toMillis());
                }
                pipeline.sync();
              }
              return userIds;
            })
        .isPresent();
  }

  private boolean markChunk(List<Integer> userIds, Claim claim, boolean away) {
    String partition = Integer.toString(claim.partition());
    String epoch = Long.toString(claim.epoch());
    return redis
        .ask(
            client -> {
              try (var pipeline = client.pipelined()) {
                for (int userId : userIds) {
                  if (away) {
                    pipeline.hset(awayKey(userId), partition, epoch);
                    pipeline.pexpire(awayKey(userId), TTL.toMillis());
                  } else {
                    pipeline.hdel(awayKey(userId), partition);
                  }
                }
                pipeline.sync();
              }
              return userIds;
            })
        .isPresent();
  }
}
