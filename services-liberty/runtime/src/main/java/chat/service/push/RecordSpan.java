package chat.service.push;

import chat.proto.PushRoutes;
import chat.service.trace.Tracing;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The span of one record, from when it is handed to Kafka's client until Kafka has it. One that was
 * not to be traced gets it afterwards if that was slow.
 *
 * @param trace the context that goes on with the record
 * @param msgId of the message in it; empty where it holds none
 * @param span empty where the record is not traced
 */
record RecordSpan(
    Context trace, int partition, String msgId, Optional<Span> span, long startNanos) {
  private static final String OPERATION = "send";

  static RecordSpan begin(Context trace, int partition, String msgId) {
    Optional<Span> span =
        Tracing.spanIn(trace, OPERATION + " " + PushRoutes.TOPIC, SpanKind.PRODUCER)
            .map(builder -> start(builder, partition, msgId));
    return new RecordSpan(
        span.map(trace::with).orElse(trace), partition, msgId, span, System.nanoTime());
  }

  /** Tells the receiver of what the record is part of, whether that is traced or not. */
  void addTo(Headers headers) {
    String traceparent = Tracing.traceparent(trace);
    if (!traceparent.isEmpty()) {
      headers.add(TraceNames.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
    }
  }

  void end(boolean acknowledged) {
    long taken = System.nanoTime() - startNanos;
    span.or(() -> late(taken)).ifPresent(own -> end(own, acknowledged));
  }

  private Optional<Span> late(long taken) {
    if (!Tracing.isLate(trace, taken)) {
      return Optional.empty();
    }
    SpanBuilder builder =
        Tracing.lateIn(trace, OPERATION + " " + PushRoutes.TOPIC, SpanKind.PRODUCER, taken);
    return Optional.of(start(builder, partition, msgId));
  }

  private static Span start(SpanBuilder builder, int partition, String msgId) {
    if (!msgId.isEmpty()) {
      builder.setAttribute(TraceNames.MESSAGE_ID, msgId);
    }
    return builder
        .setAttribute(TraceNames.MESSAGING_SYSTEM, TraceNames.KAFKA)
        .setAttribute(TraceNames.MESSAGING_OPERATION, OPERATION)
        .setAttribute(TraceNames.MESSAGING_OPERATION_NAME, OPERATION)
        .setAttribute(TraceNames.MESSAGING_DESTINATION, PushRoutes.TOPIC)
        .setAttribute(TraceNames.MESSAGING_PARTITION, Integer.toString(partition))
        .startSpan();
  }

  private static void end(Span ended, boolean acknowledged) {
    if (!acknowledged) {
      ended.setStatus(StatusCode.ERROR);
    }
    ended.end();
  }
}
