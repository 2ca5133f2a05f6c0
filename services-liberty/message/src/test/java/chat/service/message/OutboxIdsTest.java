package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxIdsTest {

  @Test
  void growEvenWhenTheClockStands() {
    OutboxIds ids = new OutboxIds(TestClock.at(1_700_000_000_000L), new Random(1));
    long first = ids.next();
    assertEquals(first + 1, ids.next());
    assertTrue(first >= OutboxIds.atMillis(1_700_000_000_000L));
    assertEquals(1_700_000_000_000L, OutboxIds.millisOf(first));
    assertTrue(first < OutboxIds.atMillis(1_700_000_000_001L));
  }
}
