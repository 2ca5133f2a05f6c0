package chat.gateway.presence;

import chat.gateway.presence.PartitionClaim.Claim;
import chat.proto.PushRoutes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import redis.clients.jedis.AbstractPipeline;

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
    return forEach(
        userIds, (pipeline, userId) -> put(pipeline, PushRoutes.routeKey(userId), claim));
  }

  @Override
  public boolean mark(Collection<Integer> userIds, Claim claim, boolean away) {
    return forEach(
        userIds,
        away
            ? (pipeline, userId) -> put(pipeline, awayKey(userId), claim)
            : (pipeline, userId) -> pipeline.hdel(awayKey(userId), partition(claim)));
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

  /** Whether Redis has taken all; asked in pieces, so that none takes it long. */
  private boolean forEach(
      Collection<Integer> userIds, BiConsumer<AbstractPipeline, Integer> command) {
    List<Integer> all = List.copyOf(userIds);
    boolean taken = true;
    for (int from = 0; from < all.size(); from += CHUNK) {
      var chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      taken &=
          redis
              .ask(
                  client -> {
                    try (var pipeline = client.pipelined()) {
                      chunk.forEach(userId -> command.accept(pipeline, userId));
                      pipeline.sync();
                    }
                    return chunk;
                  })
              .isPresent();
    }
    return taken;
  }

  private static void put(AbstractPipeline pipeline, String key, Claim claim) {
    pipeline.hset(key, partition(claim), Long.toString(claim.epoch()));
    pipeline.pexpire(key, TTL.toMillis());
  }

  private static String partition(Claim claim) {
    return Integer.toString(claim.partition());
  }
}
