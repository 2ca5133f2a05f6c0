package chat.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try to connect. For one thread. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int tries;

  /** Begins with the first pause. */
  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * The next pause: grows with each, and is shortened by up to a half, so that clients that were
   * cut off together do not come back together.
   *
   * @param asked what the server asked for, or zero; never shortened
   */
  Duration next(Duration asked) {
    long grown = Math.min(longest.toMillis(), first.toMillis() << Math.min(tries, MOST_DOUBLINGS));
    tries++;
    if (asked.isPositive()) {
      return asked.plusMillis(random.nextLong(1 + first.toMillis() / 2));
    }
    return Duration.ofMillis(grown - random.nextLong(1 + grown / 2));
  }

  /** A connection has proved itself: begin anew. */
  void reset() {
    tries = 0;
  }
}
