package chat.ops.check.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a device writes: in bursts, with pauses between them. Guarded by the device. */
final class Bursts {
  private static final int LONGEST = 8;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final Duration pace;
  private final RandomGenerator random;
  private long nextNanos;
  private int left;

  /**
   * Bursts of a device.
   *
   * @param pace between two chats, on average
   */
  Bursts(Duration pace, RandomGenerator random) {
    this.pace = pace;
    this.random = random;
  }

  /** The first one comes after a pause. */
  void begin(long nowNanos) {
    nextNanos = nowNanos + pause(pace, random);
  }

  /** Whether a chat is due, which is then taken as written. */
  boolean takeDue(long nowNanos) {
    if (nowNanos < nextNanos) {
      return false;
    }
    if (left-- == 0) {
      left = random.nextInt(LONGEST);
      // What a break kept from being sent is not made up for all at once.
      nextNanos =
          Math.max(nextNanos, nowNanos - SECOND_NANOS)
              + pause(pace.multipliedBy(LONGEST).dividedBy(2), random);
    }
    return true;
  }

  /** A time in nanoseconds; exponential, so that devices do not march in step. */
  static long pause(Duration mean, RandomGenerator random) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean.toNanos());
  }
}
