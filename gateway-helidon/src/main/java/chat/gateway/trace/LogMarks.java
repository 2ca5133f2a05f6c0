package chat.gateway.trace;

import chat.trace.TraceNames;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a log line says of what it is about, by name: the trace, the connection, the user. Most
 * lines are about the request that their thread works for; a push has no request.
 */
public final class LogMarks {
  private static final ScopedValue<Map<String, String>> OTHERS = ScopedValue.newInstance();

  private LogMarks() {}

  /** Those of the lines that this thread writes; none where it works for nobody. */
  public static Map<String, String> current() {
    return OTHERS.isBound() ? OTHERS.get() : RequestTrace.current().marks();
  }

  /** Writes lines about something else than the thread's request. */
  static <T> T with(Map<String, String> marks, Supplier<T> logging) {
    return ScopedValue.where(OTHERS, marks).call(logging::get);
  }

  /** Those of something in this trace, which these attributes describe. */
  static Map<String, String> of(SpanContext trace, Attributes attributes) {
    Map<String, String> marks = new LinkedHashMap<>();
    if (trace.isValid()) {
      marks.put("trace_id", trace.getTraceId());
    }
    Optional.ofNullable(attributes.get(AttributeKey.longKey(TraceNames.CONNECTION)))
        .ifPresent(id -> marks.put("connection_id", id.toString()));
    Optional.ofNullable(attributes.get(AttributeKey.stringKey(TraceNames.USER)))
        .ifPresent(id -> marks.put("user_id", id));
    return marks;
  }
}
