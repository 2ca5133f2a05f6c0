package chat.gateway.session;

import chat.proto.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Limits what costs a password hash, per address: registrations and logins by password. Remembers
 * {@value #REMEMBERED} addresses; the one not heard of for longest goes first. Thread-safe.
 */
final class AccountRequests {
  static final int REMEMBERED = 10_000;

  private final int perMinute;
  private final LongSupplier nanoTime;

  // Guarded by this.
  private final Map<String, RateBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateBucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * A limit.
   *
   * @param perMinute of one address, and at once after a silence
   * @param nanoTime a clock that never goes back
   */
  AccountRequests(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts a request before it is done.
   *
   * @throws RequestFailed SLOW_DOWN when there are too many; it is not counted then
   */
  synchronized void check(String address) {
    long now = nanoTime.getAsLong();
    int waitMs =
        buckets.computeIfAbsent(address, _ -> RateBucket.perMinute(perMinute, now)).take(now);
    if (waitMs > 0) {
      throw new RequestFailed(
          ErrorCode.SLOW_DOWN,
          "Too many registrations and logins from your address, wait a little.",
          OptionalInt.of(waitMs));
    }
  }
}
