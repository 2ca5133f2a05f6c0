package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final EndedSessions sessions = new EndedSessions(away(), nanos::get);

  @Test
  void whileTheDatabaseIsAwayItIsAskedOnceASecondForAllSessions() {
    assertFalse(sessions.contains("one"));
    assertFalse(sessions.contains("one"));
    assertFalse(sessions.contains("other"));
    assertEquals(1, attempts.get());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertFalse(sessions.contains("other"));
    assertEquals(2, attempts.get());
  }

  @Test
  void whatIsKnownToBeEndedStaysSoMeanwhile() {
    sessions.add("ended");
    assertFalse(sessions.contains("other"));
    assertTrue(sessions.contains("ended"));
  }

  private DataSource away() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              attempts.incrementAndGet();
              throw new SQLException("away");
            });
  }
}
