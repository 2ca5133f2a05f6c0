package chat.gateway.session;

import java.time.Duration;

/**
 * How long nothing has been heard of a client that answers pings. Anybody may say that it was
 * heard; one thread alone asks what to do.
 */
final class Silence {
  private static final int PINGS_PER_TIMEOUT = 3;

  private volatile long heardNanos = System.nanoTime();
  // Of the thread that asks.
  private long pingedNanos;

  /** What to do about it. */
  enum Step {
    NOTHING,
    PING,
    GIVE_UP
  }

  void heard() {
    heardNanos = System.nanoTime();
  }

  /**
   * What to do now; a ping counts as sent.
   *
   * @param timeout how long the client may be silent; it is pinged {@value #PINGS_PER_TIMEOUT}
   *     times meanwhile
   */
  Step step(Duration timeout) {
    long limit = timeout.toNanos();
    long now = System.nanoTime();
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
