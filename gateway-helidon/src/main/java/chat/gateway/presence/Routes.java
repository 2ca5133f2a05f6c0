package chat.gateway.presence;

import chat.gateway.Ticker;
import chat.gateway.presence.PartitionClaim.Claim;
import chat.proto.PushRoutes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import redis.clients.jedis.UnifiedJedis;

/**
 * Notes in Redis which users have sessions here. What is written follows from who is present at
 * that moment, one user at a time, so a session that ends cannot take away the route of one that
 * has just begun. Everything is written again every 30 s, which heals whatever Redis forgot or
 * missed. Thread-safe.
 */
public final class Routes implements AutoCloseable {
  private static final Duration TTL = Duration.ofSeconds(90);
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final int CHUNK = 500;
  private static final int STRIPES = 64;

  private final Redis redis;
  private final PartitionClaim claim;
  private final IntPredicate present;
  private final Supplier<Collection<Integer>> users;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();
  private Optional<Ticker> ticker = Optional.empty();

  /**
   * Routes of the users who are here.
   *
   * @param present whether a user has a session here
   * @param users all who have
   */
  public Routes(
      Redis redis,
      PartitionClaim claim,
      IntPredicate present,
      Supplier<Collection<Integer>> users) {
    this.redis = redis;
    this.claim = claim;
    this.present = present;
    this.users = users;
  }

  /**
   * Begins to refresh, and to follow the claim when it moves.
   *
   * @param healed called when routes that were lost have been written again: until then nobody was
   *     told of new messages
   */
  public void start(Runnable healed) {
    claim.start(
        (before, after) -> {
          move(before, after);
          healed.run();
        });
    ticker = Optional.of(Ticker.start("routes", REFRESH, this::refresh));
  }

  /** Call after a user's first session began or last one ended. Waits for Redis, briefly. */
  public void update(int userId) {
    synchronized (stripes.get(userId % STRIPES)) {
      if (present.test(userId)) {
        write(List.of(userId));
      } else {
        Claim now = claim.current();
        redis.ask(client -> remove(client, userId, now));
      }
    }
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
  }

  /** Writes all routes; those of users who have left meanwhile are taken out again. */
  void refresh() {
    Collection<Integer> written = users.get();
    write(written);
    written.stream().filter(userId -> !present.test(userId)).forEach(this::update);
  }

  private void write(Collection<Integer> userIds) {
    Claim now = claim.current();
    String partition = Integer.toString(now.partition());
    String epoch = Long.toString(now.epoch());
    List<Integer> all = List.copyOf(userIds);
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Integer> chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
      redis.ask(
          client -> {
            try (var pipeline = client.pipelined()) {
              for (int userId : chunk) {
                pipeline.hset(PushRoutes.routeKey(userId), partition, epoch);
                pipeline.pexpire(PushRoutes.routeKey(userId), TTL.toMillis());
              }
              pipeline.sync();
            }
            return chunk;
          });
    }
  }

  /**
   * Follows the claim, perhaps to another partition. Also where it stays: what lost the lease has
   * lost the routes as well.
   */
  void move(Claim before, Claim after) {
    Collection<Integer> here = users.get();
    refresh();
    if (after.partition() == before.partition()) {
      return;
    }
    redis.ask(
        client -> {
          here.forEach(userId -> remove(client, userId, before));
          return after;
        });
  }

  private static boolean remove(UnifiedJedis client, int userId, Claim claim) {
    return Script.removeRoute(client, userId, claim.partition(), claim.epoch());
  }
}
