package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final Backlog backlog = new Backlog(now::get);

  @Test
  void isUnknownUntilSomebodyHasLooked() {
    assertEquals(Double.NaN, backlog.rows());
    assertEquals(Double.NaN, backlog.oldestSeconds());
  }

  @Test
  void theOldestRowGrowsOlderThoughNobodyLooks() {
    backlog.seen(3, OptionalLong.of(now.get() - 500));
    assertEquals(0.5, backlog.oldestSeconds());
    now.addAndGet(60_000);
    assertEquals(60.5, backlog.oldestSeconds());
    assertEquals(3, backlog.rows());
  }

  @Test
  void anEmptyOutboxHasNoAge() {
    backlog.seen(3, OptionalLong.of(now.get()));
    backlog.seen(0, OptionalLong.empty());
    now.addAndGet(60_000);
    assertEquals(0, backlog.oldestSeconds());
    assertEquals(0, backlog.rows());
  }

  @Test
  void anotherInstancesClockMayBeAhead() {
    backlog.seen(1, OptionalLong.of(now.get() + 700));
    assertEquals(0, backlog.oldestSeconds());
  }
}
