package chat.service.message;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes the keys of outbox rows: the time in the high bits, so that they sort by age, and in the
 * low ones a number that is another one in each instance. Two instances that make the same key
 * collide like two that write the same message: one of them tries again. Used by one thread.
 */
final class OutboxIds {
  private static final int LOW_BITS = 20;

  private final Clock clock;
  private final long instance;
  private long last;

  OutboxIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.instance = random.nextLong(1L << LOW_BITS);
  }

  /** The next key, higher than all before. */
  long next() {
    last = Math.max(last + 1, atMillis(clock.millis()) + instance);
    return last;
  }

  /** When the row with this key was written, milliseconds since 1970. */
  static long millisOf(long id) {
    return id >> LOW_BITS;
  }

  /** The lowest key of a moment, milliseconds since 1970. */
  static long atMillis(long millis) {
    return millis << LOW_BITS;
  }
}
