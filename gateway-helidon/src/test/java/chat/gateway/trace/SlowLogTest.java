package chat.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowLogTest {
  private long now = 5;
  private final SlowLog log = new SlowLog(() -> now);

  @Test
  void oneASecondIsNamedAndTheOthersAreCounted() {
    assertEquals(Optional.of("slow: a"), log.text(() -> "a"));
    assertEquals(Optional.empty(), log.text(() -> "b"));
    now += 999_999_999;
    assertEquals(Optional.empty(), log.text(() -> "c"));
    now += 1;
    assertEquals(Optional.of("slow: d, and 2 more before it"), log.text(() -> "d"));
    now += 1_000_000_000;
    assertEquals(Optional.of("slow: e"), log.text(() -> "e"));
  }
}
