package chat.gateway.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.trace.MessageOrigin;
import chat.gateway.trace.SendTrace;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.message.ChatReply;
import chat.proto.message.SendReply;
import chat.proto.message.SendRequest;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MessageStreamsTest {
  private static final Duration ACK_TIMEOUT = Duration.ofSeconds(1);

  private final List<FakeInstance> instances = new ArrayList<>();
  private Instances all;
  private MessageStreams streams;

  @AfterEach
  void close() {
    streams.close();
    instances.forEach(
        instance -> {
          instance.channel.shutdownNow();
          instance.server.shutdownNow();
        });
  }

  @Test
  void answersReachTheirSendersInAnyOrder() throws Exception {
    connect(1);
    var first = send(1);
    var second = send(2);
    var replies = instances.getFirst().opened.take();
    SendRequest one = instances.getFirst().received.take();
    SendRequest two = instances.getFirst().received.take();
    var shown = new ShownMetrics();
    new BackendMetrics(shown.registry()).show(streams);
    assertEquals(2, shown.gauge("chat_gateway_unanswered_messages"));
    assertEquals(1, shown.gauge("chat_gateway_message_streams_up"));
    assertEquals("id1", one.getMessage().getMsgId(), "in the order of sending");
    assertEquals("token", one.getToken());
    replies.onNext(reply(two, 22));
    replies.onNext(reply(one, 11));
    assertEquals(11, first.get(10, TimeUnit.SECONDS).getSeq());
    assertEquals(22, second.get(10, TimeUnit.SECONDS).getSeq());
    assertEquals(0, streams.unanswered());
  }

  @Test
  void aBrokenStreamAnswersWhatWaitsAndIsOpenedAgain() throws Exception {
    connect(1);
    var lost = send(1);
    instances.getFirst().received.take();
    instances.getFirst().opened.take().onCompleted();
    ChatReply reply = lost.get(10, TimeUnit.SECONDS);
    assertEquals(ErrorCode.UNAVAILABLE.errno(), reply.getErrno());
    assertTrue(reply.getRetryAfterMs() > 0);
    assertEquals("id1", reply.getMsgId());

    awaitUp(1);
    var next = send(2);
    instances.getFirst().opened.take().onNext(reply(instances.getFirst().received.take(), 5));
    assertEquals(5, next.get(10, TimeUnit.SECONDS).getSeq());
  }

  @Test
  void whatABrokenStreamOwesIsSentAgainInItsOrder() throws Exception {
    connect(2);
    var shown = new ShownMetrics();
    new BackendMetrics(shown.registry()).show(streams);
    int group = groupAt(placement(40), 0);
    var answers = List.of(send(group, "a"), send(group, "b"), send(group, "c"));
    FakeInstance other = instances.get(1);
    instances.getFirst().opened.take().onError(Status.UNAVAILABLE.asRuntimeException());
    for (String msgId : List.of("a", "b", "c")) {
      SendRequest again = other.received.take();
      assertEquals(msgId, again.getMessage().getMsgId());
      other.latest.onNext(reply(again, 1));
    }
    for (var answer : answers) {
      assertEquals(1, answer.get(10, TimeUnit.SECONDS).getSeq());
    }
    assertEquals(3, shown.counter("chat_gateway_messages_repeated"));
  }

  @Test
  void whatIsLostTwiceIsAnswered() throws Exception {
    connect(2);
    var lost = send(groupAt(placement(40), 0), "a");
    instances.getFirst().opened.take().onCompleted();
    instances.get(1).received.take();
    instances.get(1).opened.take().onCompleted();
    assertEquals(ErrorCode.UNAVAILABLE.errno(), lost.get(10, TimeUnit.SECONDS).getErrno());
  }

  @Test
  void theSameStreamsAfterABreakAreAnotherRoute() throws Exception {
    connect(2);
    var before = streams.route();
    instances.getFirst().opened.take().onCompleted();
    awaitUp(1);
    awaitUp(2);
    assertEquals(before.up(), streams.route().up());
    assertFalse(before.number() == streams.route().number());
  }

  @Test
  void aMessageThatIsNeverAnsweredIsGivenUp() throws Exception {
    connect(1);
    var waiting = send(1);
    while (!waiting.isDone()) {
      streams.tick();
    }
    assertEquals(ErrorCode.UNAVAILABLE.errno(), waiting.get().getErrno());
  }

  @Test
  void withoutAnInstanceTheAnswerComesAtOnce() throws Exception {
    connect(1);
    instances.getFirst().server.shutdownNow().awaitTermination();
    while (streams.trouble().isEmpty()) {
      Thread.onSpinWait();
    }
    assertEquals(ErrorCode.UNAVAILABLE.errno(), send(1).get().getErrno());
  }

  @Test
  void aConversationStaysOnItsInstanceAndOnlyTheOnesOfALostOneMove() throws Exception {
    connect(3);
    Map<Integer, Integer> before = placement(90);
    assertEquals(before, placement(90));
    for (int i = 0; i < 3; i++) {
      int instance = i;
      assertTrue(before.values().stream().filter(at -> at == instance).count() > 10, "spread");
    }

    instances.get(2).server.shutdownNow().awaitTermination();
    awaitUp(2);
    Map<Integer, Integer> after = placement(90);
    before.forEach(
        (conversation, at) -> {
          if (at == 2) {
            assertFalse(after.get(conversation) == 2);
          } else {
            assertEquals(at, after.get(conversation));
          }
        });
  }

  @Test
  void anInstanceThatLeavesGetsNothingNewAndAnswersWhatItHas() throws Exception {
    connect(2);
    Map<Integer, Integer> before = placement(40);
    int group = groupAt(before, 0);
    var waiting = send(group);
    SendRequest request = instances.getFirst().received.take();
    know(IntStream.of(1));
    assertEquals(Set.of(1), Set.copyOf(placement(40).values()));
    instances.getFirst().opened.take().onNext(reply(request, 7));
    assertEquals(7, waiting.get(10, TimeUnit.SECONDS).getSeq());
  }

  @Test
  void anInstanceThatJoinsGetsItsOwnConversationsAndTheOthersStay() throws Exception {
    connect(2);
    Map<Integer, Integer> before = placement(60);
    instances.add(new FakeInstance());
    know(IntStream.range(0, 3));
    awaitUp(3);
    Map<Integer, Integer> after = placement(60);
    assertTrue(after.containsValue(2));
    after.forEach((group, at) -> assertTrue(at == 2 || at.equals(before.get(group))));
  }

  @Test
  void anInstanceThatAnswersNothingIsEjectedUntilItSaysThatItIsWell() throws Exception {
    connect(2);
    int group = groupAt(placement(40), 0);
    FakeInstance silent = instances.getFirst();
    silent.health.setStatus("", ServingStatus.NOT_SERVING);
    var lost = send(group);
    silent.received.take();
    while (streams.route().up().size() != 1) {
      streams.tick();
    }
    assertEquals(ErrorCode.UNAVAILABLE.errno(), lost.get().getErrno());
    assertEquals(Set.of(1), Set.copyOf(placement(40).values()));

    awaitRefusedProbe(silent);
    assertEquals(1, streams.route().up().size());
    silent.health.setStatus("", ServingStatus.SERVING);
    awaitUp(2);
    assertTrue(placement(40).containsValue(0));
  }

  @Test
  void anInstanceThatIsSlowWithOneMessageAndAnswersOthersStays() throws Exception {
    connect(1);
    var stuck = send(1);
    FakeInstance slow = instances.getFirst();
    slow.received.take();
    var replies = slow.opened.take();
    while (!stuck.isDone()) {
      var other = send(2);
      replies.onNext(reply(slow.received.take(), 1));
      assertEquals(1, other.get().getSeq());
      streams.tick();
    }
    assertEquals(ErrorCode.UNAVAILABLE.errno(), stuck.get().getErrno());
    var next = send(3);
    replies.onNext(reply(slow.received.take(), 3));
    assertEquals(3, next.get(10, TimeUnit.SECONDS).getSeq());
  }

  private void connect(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      instances.add(new FakeInstance());
    }
    all =
        new Instances("message", at -> instances.get(at.port() - 1).channel, Duration.ofMinutes(1));
    streams = MessageStreams.to(all, () -> "gateway", ACK_TIMEOUT);
    know(IntStream.range(0, count));
    awaitUp(count);
  }

  /** The ports stand for the places in the list, from 1. */
  private void know(IntStream which) {
    all.update(which.mapToObj(i -> new Endpoint("instance", i + 1)).toList());
  }

  private void awaitUp(int count) {
    while (streams.route().up().size() != count) {
      streams.tick();
      Thread.onSpinWait();
    }
  }

  private void awaitRefusedProbe(FakeInstance silent) {
    int before = silent.probes.get();
    while (silent.probes.get() == before) {
      streams.tick();
      Thread.onSpinWait();
    }
  }

  private static int groupAt(Map<Integer, Integer> placement, int instance) {
    return placement.entrySet().stream()
        .filter(entry -> entry.getValue() == instance)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private CompletableFuture<ChatReply> send(int group) {
    return send(group, "id" + group);
  }

  private CompletableFuture<ChatReply> send(int group, String msgId) {
    var reply = new CompletableFuture<ChatReply>();
    var message = ChatMessage.newBuilder().setGroupId(group).setMsgId(msgId).build();
    var trace = new SendTrace(new MessageOrigin("", 0), Span.getInvalid());
    streams.route().send(ConversationId.ofGroup(group), "token", message, trace, reply::complete);
    return reply;
  }

  /** Which instance each of the groups 1, 2, 3, … goes to; it answers. */
  private Map<Integer, Integer> placement(int groups) throws Exception {
    var placement = new HashMap<Integer, Integer>();
    var waiting = new ArrayList<CompletableFuture<ChatReply>>();
    for (int group = 1; group <= groups; group++) {
      waiting.add(send(group));
    }
    assertEquals(groups, waiting.size());
    while (placement.size() < groups) {
      for (int i = 0; i < instances.size(); i++) {
        SendRequest request = instances.get(i).received.poll();
        if (request != null) {
          instances.get(i).latest.onNext(reply(request, 1));
          placement.put(request.getMessage().getGroupId(), i);
        }
      }
    }
    // What has not come yet would make an instance look alive later.
    waiting.forEach(CompletableFuture::join);
    return placement;
  }

  private static SendReply reply(SendRequest request, long seq) {
    return SendReply.newBuilder()
        .setCorrelation(request.getCorrelation())
        .setReply(ChatReply.newBuilder().setSeq(seq))
        .build();
  }
}
