package chat.service.message;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.common.ChatMessage;
import chat.proto.push.PushRecord;
import chat.service.push.Push;
import chat.service.trace.SqlSpan;
import chat.service.trace.Tracing;
import chat.trace.TraceNames;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitSpansTest {
  private static final String FIRST = "11111111111111111111111111111111";
  private static final String SECOND = "22222222222222222222222222222222";
  private static final String SENDER = "b7ad6b7169203331";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing = tracing(Duration.ofDays(1));

  @Test
  void aBatchIsInTheTraceOfEachOfItsMessages() {
    List<Pending> batch = List.of(pending("", "a"), pending(FIRST, "b"), pending(SECOND, "c"));
    CommitSpans.waited(batch);
    try (CommitSpans attempt = CommitSpans.begin(batch, 1)) {
      try (SqlSpan statement = SqlSpan.begin("INSERT INTO messages VALUES (?)", 3)) {
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
  void anAttemptThatFailsIsAnError() {
    try (CommitSpans _ = CommitSpans.begin(List.of(pending(FIRST, "b")), 2)) {
      assertTrue(Span.current().isRecording());
    }
    assertEquals(StatusData.error(), span(FIRST, "commit").getStatus());
    assertEquals(1, spans.getFinishedSpanItems().size());
  }

  @Test
  void aBatchOfWhichNothingIsTracedLeavesNothing() {
    List<Pending> batch =
        List.of(pending("", "a"), pending(tracing, SECOND, "00", "b"), pending("", "c"));
    CommitSpans.waited(batch);
    try (CommitSpans attempt = CommitSpans.begin(batch, 1)) {
      attempt.done();
    }
    assertEquals(List.of(), spans.getFinishedSpanItems());
  }

  @Test
  void theLineAboutARefusedMessageSaysWhoseItIs() throws Exception {
    var rig = new CommitterRig();
    rig.store.poisonedBy("poison");
    Context trace = pending(tracing, FIRST, "00", "a").trace();
    var draft = new Draft(1, 2, 0, "poison", "b\n c", Extras.NONE, new Origin(trace, 0));
    try (var log = new LoggedLines(Committer.class)) {
      var refused = rig.submit(draft);
      rig.finish();
      assertEquals(Outcome.UNWRITABLE, refused.get());
      assertEquals(
          List.of("a message cannot be written: msg_id=b??c user_id=1 trace_id=" + FIRST),
          log.all());
    }
  }

  @Test
  void aBatchThatWasSlowIsKeptInTheTraceOfEachOfItsMessagesThoughNoneIsTraced() {
    Tracing keeping = tracing(Duration.ZERO);
    List<Pending> batch =
        List.of(pending(keeping, FIRST, "00", "a"), pending(keeping, SECOND, "00", "b"));
    CommitSpans.waited(batch);
    try (CommitSpans attempt = CommitSpans.begin(batch, 1)) {
      attempt.done();
    }
    SpanData leading = span(FIRST, "commit");
    SpanData other = span(SECOND, "commit");
    assertEquals(SENDER, leading.getParentSpanId());
    assertEquals(leading.getSpanId(), other.getLinks().getFirst().getSpanContext().getSpanId());
    assertEquals(SECOND, leading.getLinks().getFirst().getSpanContext().getTraceId());
    assertEquals("b", other.getAttributes().get(stringKey(TraceNames.MESSAGE_ID)));
    assertEquals(SENDER, span(SECOND, "wait for the committer").getParentSpanId());
    assertEquals(4, spans.getFinishedSpanItems().size());
  }

  @Test
  void ofASlowBatchOnlySoManyAreKept() {
    Tracing keeping = tracing(Duration.ZERO);
    List<Pending> batch =
        IntStream.range(0, 2 * Tracing.MOST_LATE)
            .mapToObj(i -> pending(keeping, FIRST, "00", "m" + i))
            .toList();
    CommitSpans.waited(batch);
    try (CommitSpans attempt = CommitSpans.begin(batch, 1)) {
      attempt.done();
    }
    assertEquals(2 * Tracing.MOST_LATE, spans.getFinishedSpanItems().size());
  }

  @Test
  void whatIsPublishedSlowlyIsKeptThoughItIsNotTraced() {
    Context slow = pending(tracing(Duration.ZERO), FIRST, "00", "a").trace();
    Context quick = pending(tracing, SECOND, "00", "b").trace();
    OutboxSpans outbox = OutboxSpans.begin(List.of(push(slow, "a"), push(quick, "b")));
    outbox.end(false);
    SpanData kept = span(FIRST, "outbox");
    assertEquals(SENDER, kept.getParentSpanId());
    assertEquals(StatusData.error(), kept.getStatus());
    assertEquals("a", kept.getAttributes().get(stringKey(TraceNames.MESSAGE_ID)));
    assertEquals(1, spans.getFinishedSpanItems().size());
  }

  private static Push push(Context trace, String msgId) {
    PushRecord event =
        PushRecord.newBuilder().setMessage(ChatMessage.newBuilder().setMsgId(msgId)).build();
    return new Push(event, List.of(1), trace);
  }

  @Test
  void aMessageWaitsOnceThoughANeighbourIsRefused() throws Exception {
    var rig = new CommitterRig();
    rig.store.poisonedBy("poison");
    var good = rig.submit(pending(tracing, FIRST, "01", "a").draft());
    var refused = rig.submit(CommitterRig.to(2, "b", "poison"));
    rig.finish();
    assertEquals(Outcome.UNWRITABLE, refused.get());
    assertEquals(List.of(1L), CommitterRig.seqs(List.of(good)));
    assertEquals(List.of(StatusData.error(), StatusData.unset()), states(FIRST, "commit"));
    assertEquals(List.of(StatusData.unset()), states(FIRST, "wait for the committer"));
  }

  private Tracing tracing(Duration slow) {
    return new Tracing(
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build()
            .get("test"),
        true,
        slow);
  }

  private List<StatusData> states(String trace, String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace) && span.getName().equals(name))
        .map(SpanData::getStatus)
        .toList();
  }

  private Pending pending(String trace, String msgId) {
    return pending(tracing, trace, "01", msgId);
  }

  private static Pending pending(Tracing tracing, String trace, String flags, String msgId) {
    Context context =
        trace.isEmpty() ? Context.root() : tracing.from("00-" + trace + "-" + SENDER + "-" + flags);
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
