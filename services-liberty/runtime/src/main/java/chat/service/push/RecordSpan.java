package chat.service.push;

import chat.proto.PushRoutes;
import chat.service.trace.Tracing;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The span of one record, from when it is handed to Kafka's client until Kafka has it.
 *
 * @param trace the context that goes on with the record
 * @param span empty where the record is not traced
 */
record RecordSpan(Context trace, Optional<Span> span) {

  static RecordSpan begin(Context trace, int partition) {
    Optional<Span> span =
        Tracing.spanIn(trace, "send " + PushRoutes.TOPIC, SpanKind.PRODUCER)
            .map(
                builder ->
                    builder
                        .setAttribute(TraceNames.MESSAGING_SYSTEM, TraceNames.KAFKA)
                        .setAttribute(TraceNames.MESSAGING_OPERATION, "send")
                        .setAttribute(TraceNames.MESSAGING_DESTINATION, PushRoutes.TOPIC)
                        .setAttribute(TraceNames.MESSAGING_PARTITION, Integer.toString(partition))
                        .startSpan());
    return new RecordSpan(span.map(trace::with).orElse(trace), span);
  }

  /** Tells the receiver of what the record is part of, whether that is traced or not. */
  void addTo(Headers headers) {
    String traceparent = Tracing.traceparent(trace);
    if (!traceparent.isEmpty()) {
      headers.add(TraceNames.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
    }
  }

  void end(boolean acknowledged) {
    span.ifPresent(
        own -> {
          if (!acknowledged) {
            own.setStatus(StatusCode.ERROR);
          }
          own.end();
        });
  }
}
