package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.service.trace.SqlSpan;
import chat.service.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitSpansTest {
  private static final String FIRST = "11111111111111111111111111111111";
  private static final String SECOND = "22222222222222222222222222222222";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing =
      new Tracing(
          SdkTracerProvider.builder()
              .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
              .addSpanProcessor(SimpleSpanProcessor.create(spans))
              .build()
              .get("test"),
          true,
          Duration.ofDays(1));

  @Test
  void aBatchIsInTheTraceOfEachOfItsMessages() {
    List<Pending> batch = List.of(pending("", "a"), pending(FIRST, "b"), pending(SECOND, "c"));
    try (CommitSpans attempt = CommitSpans.begin(batch, 1)) {
      try (SqlSpan statement = SqlSpan.begin("INSERT", "messages", 3)) {
        statement.done();
      }
      attempt.done();
    }
    SpanData leading = span(FIRST, "commit");
    SpanData other = span(SECOND, "commit");
    assertEquals(leading.getSpanId(), span(FIRST, "INSERT messages").getParentSpanId());
    assertEquals(leading.getSpanId(), other.getLinks().getFirst().getSpanContext().getSpanId());
    assertEquals(SECOND, leading.getLinks().getFirst().getSpanContext().getTraceId());
    assertEquals(leading.getEndEpochNanos(), other.getEndEpochNanos());
    assertEquals(FIRST, span(FIRST, "wait for the committer").getTraceId());
    assertEquals(SECOND, span(SECOND, "wait for the committer").getTraceId());
    assertEquals(5, spans.getFinishedSpanItems().size());
  }

  @Test
  void anAttemptThatFailsIsAnErrorAndTheNextOneWaitedForNothing() {
    try (CommitSpans _ = CommitSpans.begin(List.of(pending(FIRST, "b")), 2)) {
      assertTrue(Span.current().isRecording());
    }
    assertEquals(StatusData.error(), span(FIRST, "commit").getStatus());
    assertEquals(1, spans.getFinishedSpanItems().size());
  }

  @Test
  void aBatchOfWhichNothingIsTracedLeavesNothing() {
    try (CommitSpans attempt = CommitSpans.begin(List.of(pending("", "a")), 1)) {
      attempt.done();
    }
    assertEquals(List.of(), spans.getFinishedSpanItems());
  }

  private Pending pending(String trace, String msgId) {
    Context context =
        trace.isEmpty() ? Context.root() : tracing.from("00-" + trace + "-b7ad6b7169203331-01");
    return new Pending(
        new Draft(1, 2, 0, "x", msgId, Extras.NONE, new Origin(context, 0)), outcome -> {});
  }

  private SpanData span(String trace, String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace) && span.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(name + " is none of " + spans.getFinishedSpanItems()));
  }
}
