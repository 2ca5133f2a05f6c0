package chat.gateway.presence;

import chat.gateway.presence.SeatStore.Seat;
import chat.proto.PushRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** The Lua scripts, one method each; their files say what KEYS and ARGV are. */
enum Script {
  TAKE_CLAIM("take-claim.lua"),
  RENEW_CLAIM("renew-claim.lua"),
  RELEASE_CLAIM("release-claim.lua"),
  REMOVE_ROUTE("remove-route.lua"),
  TAKE_SEAT("take-seat.lua"),
  RENEW_SEAT("renew-seat.lua"),
  RELEASE_SEAT("release-seat.lua");

  private final String text;

  Script(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the claim was free or ours already, and now is ours for that long. */
  static boolean takeClaim(UnifiedJedis redis, int partition, String value, Duration ttl) {
    return TAKE_CLAIM.run(
        redis, PushRoutes.claimKey(partition), value, Long.toString(ttl.toMillis()));
  }

  /** Whether the claim was still ours, and now is for that much longer. */
  static boolean renewClaim(UnifiedJedis redis, int partition, String value, Duration ttl) {
    return RENEW_CLAIM.run(
        redis, PushRoutes.claimKey(partition), value, Long.toString(ttl.toMillis()));
  }

  /** Whether the claim was still ours, and now is nobody's. */
  static boolean releaseClaim(UnifiedJedis redis, int partition, String value) {
    return RELEASE_CLAIM.run(redis, PushRoutes.claimKey(partition), value);
  }

  /** Whether the user's route was of this epoch, and now is gone. */
  static boolean removeRoute(UnifiedJedis redis, int userId, int partition, long epoch) {
    return REMOVE_ROUTE.run(
        redis, PushRoutes.routeKey(userId), Integer.toString(partition), Long.toString(epoch));
  }

  /** The epoch with which the session has the user's seat now; empty when another one has it. */
  static String takeSeat(
      UnifiedJedis redis,
      int userId,
      String session,
      String gatewayId,
      Duration ttl,
      boolean force) {
    return (String)
        redis.eval(
            TAKE_SEAT.text,
            List.of(RedisSeatStore.key(userId)),
            List.of(
                session,
                gatewayField(gatewayId),
                Long.toString(ttl.toMillis()),
                force ? "1" : "0",
                RedisSeatStore.CHANNEL,
                Integer.toString(userId)));
  }

  /** 1 when the session has the user's seat for that much longer, 0 when another one has it. */
  static Response<Object> renewSeat(
      AbstractPipeline redis, Seat seat, String gatewayId, Duration ttl) {
    return redis.eval(
        RENEW_SEAT.text,
        List.of(RedisSeatStore.key(seat.userId())),
        List.of(
            seat.session(),
            gatewayField(gatewayId),
            Long.toString(ttl.toMillis()),
            Long.toString(seat.epoch())));
  }

  /** Whether the user's seat was the session's, and now is nobody's. */
  static boolean releaseSeat(UnifiedJedis redis, int userId, String session, String gatewayId) {
    return RELEASE_SEAT.run(redis, RedisSeatStore.key(userId), session, gatewayField(gatewayId));
  }

  private static String gatewayField(String gatewayId) {
    return "at:" + gatewayId;
  }

  private boolean run(UnifiedJedis redis, String key, String... arguments) {
    return redis.eval(text, List.of(key), List.of(arguments)).equals(1L);
  }
}
