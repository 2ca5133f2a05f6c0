package chat.service.message;

import chat.service.push.Push;
import chat.service.trace.Tracing;
import chat.trace.TraceNames;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The spans of a batch's traced messages, from the commit until Kafka has all their records; where
 * that was slow also those of the others, made afterwards.
 *
 * @param pushes the batch; what is done with those that are traced is part of their spans
 */
record OutboxSpans(List<Push> pushes, List<Span> spans, long startNanos) {
  private static final String NAME = "outbox";

  static OutboxSpans begin(List<Push> batch) {
    List<Push> pushes = new ArrayList<>(batch.size());
    List<Span> spans = new ArrayList<>();
    for (Push push : batch) {
      Optional<Span> span =
          Tracing.spanIn(push.trace(), NAME, SpanKind.INTERNAL).map(SpanBuilder::startSpan);
      span.ifPresent(spans::add);
      pushes.add(span.map(own -> push.in(push.trace().with(own))).orElse(push));
    }
    return new OutboxSpans(pushes, spans, System.nanoTime());
  }

  void end(boolean published) {
    for (Span span : spans) {
      end(span, published);
    }
    long taken = System.nanoTime() - startNanos;
    int late = 0;
    for (Push push : pushes) {
      if (Tracing.isLate(push.trace(), taken) && late < Tracing.MOST_LATE) {
        late++;
        end(late(push, taken), published);
      }
    }
  }

  private static Span late(Push push, long taken) {
    return Tracing.lateIn(push.trace(), NAME, SpanKind.INTERNAL, taken)
        .setAttribute(TraceNames.MESSAGE_ID, push.event().getMessage().getMsgId())
        .startSpan();
  }

  private static void end(Span span, boolean published) {
    if (!published) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
