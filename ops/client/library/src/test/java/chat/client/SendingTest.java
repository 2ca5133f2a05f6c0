package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages and questions, whatever the connection does. */
class SendingTest {
  private static final Conversation BEN = Conversation.withPerson(2);
  private static final Conversation TEAM = Conversation.ofGroup(9);

  private final FakeServer server = new FakeServer();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    server.close();
  }

  private FakeServer.Connected connect() {
    return server.connect(server.client().listener(heard));
  }

  @Test
  void aMessageIsDoneWhenItIsAnsweredAndComesInItsPlace() {
    try (var connected = connect()) {
      CompletableFuture<Sent> one = connected.client().say(BEN, "hi");
      connected.peer().store(connected.peer().next(1001), 1);
      assertEquals(1, one.join().seq());
      Message message = heard.message();
      assertTrue(message.own());
      assertEquals("hi", message.content());
      connected.peer().acknowledged(1);
    }
  }

  @Test
  void whatHasNoAnswerIsSentAgainInOrderWithItsMsgId() {
    try (var connected = connect()) {
      CompletableFuture<Sent> one = connected.client().say(BEN, "one");
      CompletableFuture<Sent> two = connected.client().say(BEN, "two");
      String msgId = connected.peer().next(1001).get("msg_id").textValue();
      connected.peer().cut();
      try (FakeServer.Peer peer = server.acceptLogin()) {
        JsonNode again = peer.next(1001);
        assertEquals(msgId, again.get("msg_id").textValue());
        assertEquals("one", again.get("content").textValue());
        peer.store(again, 1);
        JsonNode next = peer.next(1001);
        assertEquals("two", next.get("content").textValue());
        peer.store(next, 2);
        assertEquals(List.of(1L, 2L), List.of(one.join().seq(), two.join().seq()));
        assertEquals(List.of(1L, 2L), heard.seqs(2));
      }
    }
  }

  @Test
  void whatIsRefusedForNowIsSentAgainBeforeWhatFollowsAndHoldsUpNobodyElse() {
    try (var connected = connect()) {
      FakeServer.Peer peer = connected.peer();
      var _ = connected.client().say(BEN, "one");
      JsonNode one = peer.next(1001);
      var _ = connected.client().say(BEN, "two");
      peer.send(peer.answer(one, 503).put("retry_after_ms", 1).put("msg_id", "x"));
      var _ = connected.client().say(TEAM, "to others");
      peer.next(1003);
      JsonNode again = peer.next(1001);
      assertEquals(one.get("msg_id"), again.get("msg_id"));
    }
  }

  @Test
  void aRefusalIsAnErrorWithItsNumber() {
    try (var connected = connect()) {
      CompletableFuture<Sent> one = connected.client().say(BEN, "one");
      CompletableFuture<Sent> two = connected.client().say(BEN, "two");
      FakeServer.Peer peer = connected.peer();
      peer.send(peer.answer(peer.next(1001), 403));
      assertEquals(403, refusal(one).errno());
      peer.store(peer.next(1001), 1);
      assertEquals(1, two.join().seq());
    }
  }

  private static ChatException.Refused refusal(CompletableFuture<?> future) {
    CompletionException e = assertThrows(CompletionException.class, future::join);
    return assertInstanceOf(ChatException.Refused.class, e.getCause());
  }

  @Test
  void aFullOutboxTakesNoMore() {
    try (var connected = server.connect(server.client().outbox(1))) {
      var _ = connected.client().say(BEN, "one");
      CompletionException e =
          assertThrows(CompletionException.class, connected.client().say(BEN, "two")::join);
      assertInstanceOf(ChatException.TooMuch.class, e.getCause());
      assertEquals(1, connected.client().unsettled());
    }
  }

  @Test
  void everythingADraftSaysIsSent() {
    try (var connected = connect()) {
      ChatClient client = connected.client();
      var _ = client.send(Draft.text(TEAM, "yes").inReplyTo(4).mentioning(List.of(2, 3)));
      JsonNode text = connected.peer().next(1003);
      assertEquals(9, text.get("group_id").intValue());
      assertEquals(4, text.get("reply_to").intValue());
      assertEquals("[2,3]", text.get("mentions").toString());
      var _ = client.send(Draft.edit(BEN, 5, "better"));
      assertEquals(5, connected.peer().next(1001).get("edits").intValue());
      connected.peer().store(text, 1);
      var _ = client.send(Draft.recall(TEAM, 1));
      assertEquals(1, connected.peer().next(1003).get("recalls").intValue());
    }
  }

  @Test
  void aFileIsShownAsTheServerKnowsIt() {
    try (var connected = connect()) {
      FakeServer.Peer peer = connected.peer();
      var _ = connected.client().send(Draft.file(BEN, "abc", ""));
      JsonNode chat = peer.next(1001);
      assertEquals("abc", chat.at("/file/id").textValue());
      peer.store(chat, 1);
      var listed = FakeServer.own(1);
      listed
          .putObject("file")
          .put("id", "abc")
          .put("name", "a.png")
          .put("type", "image/png")
          .put("size", 3);
      peer.tell(peer.next(1005), false, listed);
      assertEquals(
          new Attachment("abc", "a.png", "image/png", 3),
          heard.message().attachment().orElseThrow());
    }
  }

  @Test
  void aQuestionWhoseConnectionIsLostHasNoAnswer() {
    try (var connected = connect()) {
      CompletableFuture<JsonNode> asked = connected.client().request(2007, Json.object());
      connected.peer().next(2007);
      connected.peer().cut();
      CompletionException e = assertThrows(CompletionException.class, asked::join);
      assertInstanceOf(ChatException.NoAnswer.class, e.getCause());
      try (FakeServer.Peer peer = server.accept()) {
        JsonNode login = peer.next(1);
        // Asked while there is no connection: it waits for one.
        CompletableFuture<JsonNode> next = connected.client().request(2009, Json.object());
        assertEquals("token", login.get("token").textValue());
        peer.letIn("token");
        JsonNode question = peer.next(2009);
        peer.send(peer.answer(question, 503).put("retry_after_ms", 70));
        CompletionException later = assertThrows(CompletionException.class, next::join);
        var notNow = assertInstanceOf(ChatException.NotNow.class, later.getCause());
        assertEquals(Duration.ofMillis(70), notNow.retryAfter());
      }
    }
  }

  @Test
  void whatIsUnderWayAtTheEndIsToldSo() {
    try (var connected = connect()) {
      CompletableFuture<Sent> one = connected.client().say(BEN, "one");
      connected.client().close();
      CompletionException e = assertThrows(CompletionException.class, one::join);
      assertInstanceOf(ChatException.Closed.class, e.getCause());
      assertThrows(CompletionException.class, connected.client().say(BEN, "two")::join);
      assertThrows(ChatException.Closed.class, connected.client()::friends);
    }
  }
}
