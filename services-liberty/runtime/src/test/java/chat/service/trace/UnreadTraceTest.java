package chat.service.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A trace that was not chosen is not read before somebody asks, and is known then. */
class UnreadTraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String NOT_CHOSEN = "00-" + TRACE + "-" + PARENT + "-00";

  private final Tracing tracing =
      new Tracing(TracerProvider.noop().get("test"), true, Duration.ofDays(1));

  @Test
  void itIsKnownWhenSomebodyAsks() {
    Context context = tracing.unread(NOT_CHOSEN);
    assertFalse(Tracing.isTraced(context));
    SpanContext known = Tracing.of(context);
    assertEquals(TRACE, known.getTraceId());
    assertEquals(PARENT, known.getSpanId());
    assertFalse(known.isSampled());
    assertEquals(" trace_id=" + TRACE, Marks.of(context));
    assertEquals(NOT_CHOSEN, Tracing.traceparent(context));
  }

  @Test
  void whatIsChosenIsTraced() {
    String chosen = "00-" + TRACE + "-" + PARENT + "-01";
    Context context = tracing.unread(chosen);
    assertTrue(Tracing.isTraced(context));
    assertEquals(chosen, Tracing.traceparent(context));
  }

  @Test
  void whatIsNoneIsNoTrace() {
    for (String none : new String[] {"", "-00", NOT_CHOSEN.replace('a', 'x')}) {
      Context context = tracing.unread(none);
      assertFalse(Tracing.of(context).isValid(), none);
      assertEquals("", Marks.of(context));
    }
  }
}
