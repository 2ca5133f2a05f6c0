package chat.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Pauses grow, have an end, and are as long as the server wants. */
class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @Property
  void growsUpToTheLongest(@ForAll Random random, @ForAll @IntRange(max = 100) int tries) {
    Backoff backoff = new Backoff(FIRST, LONGEST, random);
    for (int before = 0; before < tries; before++) {
      backoff.next(Duration.ZERO);
    }
    long grown = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries, 10));
    long pause = backoff.next(Duration.ZERO).toMillis();
    assertTrue(pause >= grown / 2 && pause <= grown, pause + " ms after " + tries);
    backoff.reset();
    assertTrue(backoff.next(Duration.ZERO).compareTo(FIRST) <= 0);
  }

  @Property
  void neverComesBeforeItWasAskedTo(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 100_000) int asked) {
    long pause = new Backoff(FIRST, LONGEST, random).next(Duration.ofMillis(asked)).toMillis();
    assertTrue(pause >= asked && pause <= asked + FIRST.toMillis(), pause + " for " + asked);
  }
}
