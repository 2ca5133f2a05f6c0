package chat.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.LoggedLines;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final ChatMessage MESSAGE =
      ChatMessage.newBuilder().setFromId(7).setMsgId("m-1").build();
  private static final ChatReply ACCEPTED = ChatReply.newBuilder().setSeq(3).build();
  private static final String CHOSEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String NOT_CHOSEN =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  private static final Attributes RECEIVER =
      Attributes.builder().put(TraceNames.CONNECTION, 12).put(TraceNames.USER, "7").build();
  private static final Duration NEVER_SLOW = RecordedSpans.NEVER_SLOW;

  private final RecordedSpans spans = new RecordedSpans();

  @Test
  void aMessageIsFollowedFromItsFrameToItsWrittenReply() {
    RequestTrace request = request(tracing(Sampler.alwaysOn(), NEVER_SLOW), Optional.empty());
    request.decoded("lines");
    SendTrace send = request.sending(MESSAGE, 9);
    send.answered(ACCEPTED);
    request.replied(ErrorCode.OK).run();

    SpanData root = named("private_chat");
    assertEquals(SpanKind.SERVER, root.getKind());
    for (String part : List.of("decode lines", "chat.message.MessageService/Send", "write reply")) {
      assertEquals(root.getSpanId(), named(part).getParentSpanId(), part);
    }
    assertEquals(
        traceparent(named("chat.message.MessageService/Send")), send.origin().traceparent());
    assertEquals("m-1", RecordedSpans.text(root, TraceNames.MESSAGE_ID));
    assertEquals("7", RecordedSpans.text(root, TraceNames.USER));
  }

  @Test
  void aClientsOwnTraceGoesOn() {
    RequestTrace request =
        request(tracing(Sampler.parentBased(Sampler.alwaysOff()), NEVER_SLOW), Optional.of(CHOSEN));
    request.replied(ErrorCode.OK);
    assertEquals("0af7651916cd43dd8448eb211c80319c", named("private_chat").getTraceId());
    assertEquals("b7ad6b7169203331", named("private_chat").getParentSpanId());
  }

  @Test
  void whatIsNoTraceparentBeginsATrace() {
    request(tracing(Sampler.alwaysOn(), NEVER_SLOW), Optional.of("<script>")).replied(ErrorCode.OK);
    assertFalse(named("private_chat").getParentSpanContext().isValid());
  }

  @Test
  void whatIsNotChosenLeavesNothing() {
    RequestTrace request = request(tracing(Sampler.alwaysOff(), NEVER_SLOW), Optional.empty());
    request.decoded("lines");
    request.sending(MESSAGE, 9).answered(ACCEPTED);
    request.replied(ErrorCode.NOT_FOUND).run();
    assertEquals(List.of(), spans.all());
  }

  @Test
  void whatGoesWrongIsKeptThoughNotChosen() {
    RequestTrace request = request(tracing(Sampler.alwaysOff(), NEVER_SLOW), Optional.empty());
    SendTrace send = request.sending(MESSAGE, 9);
    request.replied(ErrorCode.UNAVAILABLE);
    SpanData kept = named("private_chat");
    assertEquals(StatusData.error(), kept.getStatus());
    assertEquals(
        send.origin().traceparent(),
        "00-" + kept.getTraceId() + "-" + kept.getSpanId() + "-00",
        "others were told these identifiers");
  }

  @Test
  void whatIsSlowIsKeptThoughNotChosen() {
    request(tracing(Sampler.alwaysOff(), Duration.ZERO), Optional.of(NOT_CHOSEN))
        .replied(ErrorCode.OK);
    assertEquals("b7ad6b7169203331", named("private_chat").getParentSpanId());
    assertNotEquals("b7ad6b7169203331", named("private_chat").getSpanId());
  }

  @Test
  void whatIsSlowIsNamedInTheLog() {
    RequestTrace request = request(tracing(Sampler.alwaysOff(), Duration.ZERO), Optional.empty());
    request.sending(MESSAGE, 9);
    try (var log = LoggedLines.of(SlowLog.class.getName())) {
      request.replied(ErrorCode.OK);
      assertEquals(1, log.all().size());
      String line = log.all().getFirst();
      assertTrue(
          line.contains(" WARNING chat.gateway.trace.SlowLog: slow: private_chat took "), line);
      String trace = request.identifiers().getTraceId();
      assertTrue(line.endsWith(" ms, msg_id m-1 trace_id=" + trace + " user_id=7\n"), line);
    }
  }

  @Test
  void whatIsNotSlowIsNotNamedInTheLog() {
    try (var log = LoggedLines.of(SlowLog.class.getName())) {
      request(tracing(Sampler.alwaysOn(), NEVER_SLOW), Optional.empty()).replied(ErrorCode.OK);
      assertEquals(List.of(), log.all());
    }
  }

  @Test
  void whatTakesAsLongAsTheClientWantsIsNotSlow() {
    RequestTrace request = request(tracing(Sampler.alwaysOff(), Duration.ZERO), Optional.empty());
    request.run(() -> RequestTrace.current().unhurried());
    request.replied(ErrorCode.OK);
    assertEquals(List.of(), spans.all());
  }

  @Test
  void aPushIsPartOfTheSendersTrace() {
    PushTrace push =
        tracing(Sampler.parentBased(Sampler.alwaysOff()), NEVER_SLOW).push(Optional.of(CHOSEN), 1);
    push.run(() -> assertEquals(push, PushTrace.current()));
    OptionalLong way = push.written(System.nanoTime(), "m-1", Attributes::empty);
    assertTrue(way.getAsLong() > 0);
    SpanData process = named("process chat.push");
    assertEquals("b7ad6b7169203331", process.getParentSpanId());
    assertEquals(SpanKind.CONSUMER, process.getKind());
    assertEquals("kafka", RecordedSpans.text(process, "messaging.system"));
    assertEquals("process", RecordedSpans.text(process, "messaging.operation.type"));
    assertEquals("process", RecordedSpans.text(process, "messaging.operation.name"));
    assertEquals("chat.push", RecordedSpans.text(process, "messaging.destination.name"));
    assertEquals(named("process chat.push").getSpanId(), named("push").getParentSpanId());
  }

  @Test
  void aSlowPushIsKeptThoughNotChosen() {
    PushTrace push =
        tracing(Sampler.alwaysOff(), Duration.ofSeconds(1)).push(Optional.of(NOT_CHOSEN), 1);
    push.run(() -> {});
    push.written(System.nanoTime(), "m-1", Attributes::empty);
    assertEquals("0af7651916cd43dd8448eb211c80319c", named("push").getTraceId());
    assertEquals("b7ad6b7169203331", named("push").getParentSpanId());
    assertEquals(1, spans.all().size());
  }

  @Test
  void ofASlowRecordOnePushIsKeptAndNamed() {
    PushTrace push =
        tracing(Sampler.alwaysOff(), Duration.ofSeconds(1)).push(Optional.of(NOT_CHOSEN), 1);
    push.run(() -> {});
    try (var log = LoggedLines.of(SlowLog.class.getName())) {
      for (int i = 0; i < 3; i++) {
        push.written(System.nanoTime(), "m\n1", () -> RECEIVER);
      }
      assertEquals(1, log.all().size(), log.all().toString());
      String line = log.all().getFirst();
      assertTrue(line.contains("slow: push took "), line);
      assertTrue(line.contains(", msg_id m?1"), line);
      assertTrue(
          line.endsWith(" trace_id=0af7651916cd43dd8448eb211c80319c connection_id=12 user_id=7\n"),
          line);
    }
    assertEquals(1, spans.all().size());
    assertEquals("m\n1", RecordedSpans.text(named("push"), TraceNames.MESSAGE_ID));
  }

  @Test
  void aPushThatWaitsHereIsSlowWhateverTheSendersClockSays() {
    long ahead = System.currentTimeMillis() + 60_000;
    PushTrace push =
        tracing(Sampler.alwaysOff(), Duration.ZERO).push(Optional.of(NOT_CHOSEN), ahead);
    push.written(System.nanoTime(), "m\n1", () -> RECEIVER);
    push.written(System.nanoTime(), "m\n1", () -> RECEIVER);
    assertEquals(1, spans.all().size());
  }

  @Test
  void anotherGatewaysWrongClockMakesNotEveryPushSlow() {
    Tracing tracing = tracing(Sampler.alwaysOff(), Duration.ofMillis(500));
    for (int i = 0; i < 100; i++) {
      long behind = System.currentTimeMillis() - 60_000;
      tracing
          .push(Optional.of(NOT_CHOSEN), behind)
          .written(System.nanoTime(), "m\n1", () -> RECEIVER);
    }
    // One a second, and this takes less than ten.
    assertTrue(spans.all().size() < 10, spans.all().size() + " were kept");
    assertFalse(spans.all().isEmpty());
  }

  @Test
  void whatComesByRepairIsNeverSlow() {
    PushTrace.current().written(System.nanoTime(), "m\n1", () -> RECEIVER);
    assertEquals(List.of(), spans.all());
  }

  @Test
  void ofAGroupsMessageNotEverySocketHasASpan() {
    PushTrace push =
        tracing(Sampler.parentBased(Sampler.alwaysOff()), NEVER_SLOW).push(Optional.of(CHOSEN), 1);
    for (int i = 0; i < 2 * PushTrace.MOST_SPANS; i++) {
      push.written(System.nanoTime(), "m-1", Attributes::empty);
    }
    assertEquals(PushTrace.MOST_SPANS, spans.all().size());
  }

  @Test
  void withoutTracingTheTimeOfAMessageIsKnown() {
    SendTrace send = RequestTrace.current().sending(MESSAGE, 9);
    assertEquals("", send.origin().traceparent());
    assertTrue(send.origin().receivedMs() > 0);
    assertTrue(
        Tracing.off().push(Optional.empty(), 1).written(0, "", Attributes::empty).isPresent());
  }

  private Tracing tracing(Sampler sampler, Duration slow) {
    return spans.tracing(sampler, slow);
  }

  private static RequestTrace request(Tracing tracing, Optional<String> traceparent) {
    return tracing.request("private_chat", Attributes::empty, traceparent, System.nanoTime());
  }

  private SpanData named(String name) {
    return spans.named(name);
  }

  private static String traceparent(SpanData span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
  }
}
