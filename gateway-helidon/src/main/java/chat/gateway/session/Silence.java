package chat.gateway.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long nothing has been heard of a client that answers pings. Anybody may say that it was
 * heard; one thread alone asks what to do.
 */
final class Silence {
  private static final int PINGS_PER_TIMEOUT = 3;

  private final LongSupplier nanoTime;
  private volatile long heardNanos;
  // Of the thread that asks.
  private long pingedNanos;

  /** What to do about it. */
  enum Step {
    NOTHING,
    PING,
    GIVE_UP
  }

  /**
   * Nothing has been heard since now.
   *
   * @param nanoTime a clock that never goes back
   */
  Silence(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.heardNanos = nanoTime.getAsLong();
    this.pingedNanos = heardNanos;
  }

  void heard() {
    heardNanos = nanoTime.getAsLong();
  }

  /**
   * What to do now; a ping counts as sent.
   *
   * @param timeout how long the client may be silent; it is pinged {@value #PINGS_PER_TIMEOUT}
   *     times meanwhile
   */
  Step step(Duration timeout) {
    long limit = timeout.toNanos();
    long now = nanoTime.getAsLong();
    if (now - heardNanos > limit) {
      return Step.GIVE_UP;
    }
    if (now - Math.max(heardNanos, pingedNanos) > limit / PINGS_PER_TIMEOUT) {
      pingedNanos = now;
      return Step.PING;
    }
    return Step.NOTHING;
  }
}
