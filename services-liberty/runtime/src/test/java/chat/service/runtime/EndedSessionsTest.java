package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.service.trace.Tracing;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
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

  @Test
  void theQueryIsSeenInTheTraceOfTheCall() {
    var spans = InMemorySpanExporter.create();
    var provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    var tracing = new Tracing(provider.get("test"), true, Duration.ofDays(1));
    String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    try (Scope _ = tracing.from(caller).makeCurrent()) {
      assertFalse(new EndedSessions(breaking(), nanos::get).contains("one"));
    }
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertEquals("SELECT ended_sessions", span.getName());
    assertEquals(StatusData.error(), span.getStatus());
  }

  /** Gives connections that are broken. */
  private DataSource breaking() {
    return fake(
        DataSource.class,
        (_, _, _) ->
            fake(
                Connection.class,
                (_, method, _) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  throw new SQLException("broken");
                }));
  }

  private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
  }

  private DataSource away() {
    return fake(
        DataSource.class,
        (_, _, _) -> {
          attempts.incrementAndGet();
          throw new SQLException("away");
        });
  }
}
