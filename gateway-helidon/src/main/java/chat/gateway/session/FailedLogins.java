package chat.gateway.session;

import chat.proto.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Slows down guessing: after too many wrong passwords for an account from an address, further ones
 * are refused until the window is over. Remembers {@value #REMEMBERED} pairs; the eldest goes
 * first. Thread-safe.
 */
final class FailedLogins {
  static final int REMEMBERED = 10_000;

  private final int max;
  private final Duration window;
  private final Clock clock;

  // Guarded by this.
  private final Map<Source, Count> counts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Count> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Who guesses what. */
  record Source(String address, String account) {}

  private record Count(int failures, long untilMs) {}

  FailedLogins(int max, Duration window, Clock clock) {
    this.max = max;
    this.window = window;
    this.clock = clock;
  }

  /**
   * Asks before a password is tried.
   *
   * @throws RequestFailed SLOW_DOWN when too many have been wrong
   */
  synchronized void check(Source source) {
    Count count = counts.get(source);
    long leftMs = count == null ? 0 : count.untilMs - clock.millis();
    if (leftMs > 0 && count.failures >= max) {
      throw new RequestFailed(
          ErrorCode.SLOW_DOWN,
          "Too many wrong passwords, wait a little.",
          OptionalInt.of((int) leftMs));
    }
  }

  /** The password was wrong. */
  synchronized void failed(Source source) {
    Count before = counts.remove(source);
    boolean first = before == null || before.untilMs <= clock.millis();
    counts.put(
        source,
        first
            ? new Count(1, clock.millis() + window.toMillis())
            : new Count(before.failures + 1, before.untilMs));
  }

  /** The password was right. */
  synchronized void succeeded(Source source) {
    counts.remove(source);
  }
}
