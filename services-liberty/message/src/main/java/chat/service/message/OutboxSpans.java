package chat.service.message;

import chat.service.push.Push;
import chat.service.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The spans of a batch's traced messages, from the commit until Kafka has all their records.
 *
 * @param pushes the batch; what is done with those that are traced is part of their spans
 */
record OutboxSpans(List<Push> pushes, List<Span> spans) {

  static OutboxSpans begin(List<Push> batch) {
    List<Push> pushes = new ArrayList<>(batch.size());
    List<Span> spans = new ArrayList<>();
    for (Push push : batch) {
      Optional<Span> span =
          Tracing.spanIn(push.trace(), "outbox", SpanKind.INTERNAL)
              .map(builder -> builder.startSpan());
      span.ifPresent(spans::add);
      pushes.add(span.map(own -> push.in(push.trace().with(own))).orElse(push));
    }
    return new OutboxSpans(pushes, spans);
  }

  void end(boolean published) {
    for (Span span : spans) {
      if (!published) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
