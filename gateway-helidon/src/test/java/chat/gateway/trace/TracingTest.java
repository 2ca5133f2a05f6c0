package chat.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import chat.trace.TraceNames;
import io.opentelemetry.api.common.AttributeKey;
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
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

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
    assertEquals("m-1", root.getAttributes().get(AttributeKey.stringKey(TraceNames.MESSAGE_ID)));
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
    OptionalLong way = push.written(System.nanoTime(), Attributes::empty);
    assertTrue(way.getAsLong() > 0);
    assertEquals("b7ad6b7169203331", named("process chat.push").getParentSpanId());
    assertEquals(named("process chat.push").getSpanId(), named("push").getParentSpanId());
  }

  @Test
  void aSlowPushIsKeptThoughNotChosen() {
    PushTrace push =
        tracing(Sampler.alwaysOff(), Duration.ofSeconds(1)).push(Optional.of(NOT_CHOSEN), 1);
    push.run(() -> {});
    push.written(System.nanoTime(), Attributes::empty);
    assertEquals("0af7651916cd43dd8448eb211c80319c", named("push").getTraceId());
    assertEquals("b7ad6b7169203331", named("push").getParentSpanId());
    assertEquals(1, spans.all().size());
  }

  @Test
  void ofAGroupsMessageNotEverySocketHasASpan() {
    PushTrace push =
        tracing(Sampler.parentBased(Sampler.alwaysOff()), NEVER_SLOW).push(Optional.of(CHOSEN), 1);
    for (int i = 0; i < 2 * PushTrace.MOST_SPANS; i++) {
      push.written(System.nanoTime(), Attributes::empty);
    }
    assertEquals(PushTrace.MOST_SPANS, spans.all().size());
  }

  @Test
  void withoutTracingTheTimeOfAMessageIsKnown() {
    SendTrace send = RequestTrace.current().sending(MESSAGE, 9);
    assertEquals("", send.origin().traceparent());
    assertTrue(send.origin().receivedMs() > 0);
    assertTrue(Tracing.off().push(Optional.empty(), 1).written(0, Attributes::empty).isPresent());
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
