package chat.gateway.trace;

import chat.trace.TraceNames;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/** The header of W3C Trace Context as text. */
final class Traceparent {
  /** Reads it where it is all there is. */
  @SuppressWarnings("deprecation") // keys must be there, though nobody calls it
  static final TextMapGetter<String> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(TraceNames.TRACEPARENT);
        }

        @Override
        public String get(String carrier, String key) {
          return key.equals(TraceNames.TRACEPARENT) ? carrier : null;
        }
      };

  private static final String VERSION = "00";

  private Traceparent() {}

  /** Whether it may say that its trace is chosen; whether it does shows when it is read. */
  static boolean mayBeChosen(String header) {
    return !header.endsWith(TraceNames.NOT_CHOSEN);
  }

  /** The header that goes on with a span; empty where there is none. */
  static String of(SpanContext span) {
    return span.isValid()
        ? String.join(
            "-", VERSION, span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : "";
  }
}
