package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that answers pings or does not, looked at every second. */
class SilenceTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  // A clock of this kind may begin anywhere, below zero too.
  private long nowNanos = Duration.ofSeconds(-7).toNanos();
  private final Silence silence = new Silence(() -> nowNanos);

  @Test
  void whoSaysNothingIsFoundInTheStatedTime() {
    assertEquals(List.of("31 PING", "62 PING", "91 GIVE_UP"), steps(1, 91));
  }

  @Test
  void whoAnswersIsPingedAgainAndKept() {
    assertEquals(List.of("31 PING"), steps(1, 32));
    silence.heard();
    assertEquals(List.of("63 PING", "94 PING", "123 GIVE_UP"), steps(33, 123));
  }

  /** What is done in which second, but for nothing. */
  private List<String> steps(int first, int last) {
    var steps = new ArrayList<String>();
    for (int second = first; second <= last; second++) {
      nowNanos += Duration.ofSeconds(1).toNanos();
      Silence.Step step = silence.step(TIMEOUT);
      if (step != Silence.Step.NOTHING) {
        steps.add(second + " " + step);
      }
    }
    return steps;
  }
}
