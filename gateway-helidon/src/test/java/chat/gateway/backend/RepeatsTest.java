package chat.gateway.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final int TIMES = 1_000;

  @Test
  void thoseWhoFailedTogetherComeBackApart() {
    Set<Long> pausesMs =
        IntStream.range(0, TIMES)
            .mapToObj(_ -> Repeats.pauses().nextDelayMillis(0, 0, 1).orElseThrow())
            .collect(Collectors.toSet());
    long least = pausesMs.stream().min(Long::compare).orElseThrow();
    long most = pausesMs.stream().max(Long::compare).orElseThrow();
    assertTrue(least >= Repeats.DELAY_MS - Repeats.JITTER_MS, () -> least + " ms");
    assertTrue(most <= Repeats.DELAY_MS + Repeats.JITTER_MS, () -> most + " ms");
    assertTrue(pausesMs.size() > Repeats.JITTER_MS / 2, () -> "all of " + pausesMs);
    assertEquals(Optional.empty(), Repeats.pauses().nextDelayMillis(0, 0, Repeats.CALLS));
  }
}
