package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a listener gets, whatever the connection does. */
class ReceivingTest {
  private static final Conversation BEN = Conversation.withPerson(2);

  private final FakeServer server = new FakeServer();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    server.close();
  }

  private FakeServer.Connected connect(JsonNode... missed) {
    return server.connect(server.client().listener(heard), missed);
  }

  @Test
  void comesBackWithItsTokenAndWhatItHasAndGetsTheRestOnce() {
    try (var first = connect(FakeServer.push(7))) {
      first.peer().send(FakeServer.push(8));
      assertEquals(List.of(7L, 8L), heard.seqs(2));
      first.peer().acknowledged(8);
      first.peer().cut();
      try (FakeServer.Peer peer = server.accept()) {
        JsonNode login = peer.next(1);
        assertEquals("token", login.get("token").textValue());
        assertFalse(login.has("password"));
        assertEquals(8, login.at("/seen/private:2").longValue());
        peer.letIn("token", FakeServer.own(9));
        peer.send(FakeServer.push(10));
        assertEquals(List.of(9L, 10L), heard.seqs(2));
      }
      assertTrue(heard.heardNothingMore());
    }
  }

  @Test
  void whatIsMissingIsFetchedBeforeWhatFollows() {
    try (var connected = connect(FakeServer.push(1))) {
      FakeServer.Peer peer = connected.peer();
      peer.send(FakeServer.push(5));
      JsonNode question = peer.next(1005);
      assertEquals("private:2", question.get("scope").textValue());
      assertEquals(1, question.get("after_seq").longValue());
      peer.tell(question, true, FakeServer.own(2), FakeServer.push(3));
      JsonNode next = peer.next(1005);
      assertEquals(3, next.get("after_seq").longValue());
      peer.tell(next, false, FakeServer.own(4), FakeServer.push(5));
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), heard.seqs(5));
    }
  }

  @Test
  void aGapIsAskedForAgainWhenTheServerHasNoTime() {
    try (var connected = connect(FakeServer.push(1))) {
      FakeServer.Peer peer = connected.peer();
      peer.send(FakeServer.push(3));
      JsonNode question = peer.next(1005);
      peer.send(peer.answer(question, 503));
      peer.tell(peer.next(1005), false, FakeServer.push(2), FakeServer.push(3));
      assertEquals(List.of(1L, 2L, 3L), heard.seqs(3));
    }
  }

  @Test
  void whatTheHistoryDoesNotHaveIsNotWaitedFor() {
    try (var connected = connect(FakeServer.push(1))) {
      FakeServer.Peer peer = connected.peer();
      peer.send(FakeServer.push(5));
      peer.tell(peer.next(1005), false, FakeServer.push(5));
      peer.send(FakeServer.push(8));
      peer.send(peer.answer(peer.next(1005), 403));
      assertEquals(List.of(1L, 5L, 8L), heard.seqs(3));
    }
  }

  @Test
  void aGapIsAskedForOverTheNextConnectionToo() {
    try (var connected = connect(FakeServer.push(1))) {
      connected.peer().send(FakeServer.push(3));
      connected.peer().next(1005);
      connected.peer().cut();
      try (FakeServer.Peer peer = server.acceptLogin()) {
        peer.send(FakeServer.push(3));
        peer.tell(peer.next(1005), false, FakeServer.push(2), FakeServer.push(3));
        assertEquals(List.of(1L, 2L, 3L), heard.seqs(3));
      }
    }
  }

  @Test
  void whatTheListenerHasNoRoomForIsFetchedLater() throws Exception {
    var entered = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    ChatListener slow =
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            entered.countDown();
            try {
              mayGoOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            heard.onMessage(message);
          }
        };
    try (var connected = server.connect(server.client().listener(slow).room(2))) {
      FakeServer.Peer peer = connected.peer();
      int last = 2 * Sequencer.HELD;
      peer.send(FakeServer.push(1));
      entered.await();
      for (int seq = 2; seq <= last; seq++) {
        peer.send(FakeServer.push(seq));
      }
      peer.send(Json.frame(9005));
      peer.next(9001);
      mayGoOn.countDown();
      int after = 0;
      while (after < last) {
        JsonNode question = peer.next(1005);
        after = question.get("after_seq").intValue();
        int end = Math.min(last, after + question.get("limit").intValue());
        var page = new ObjectNode[end - after];
        for (int at = 0; at < page.length; at++) {
          page[at] = FakeServer.push(after + 1 + at);
        }
        peer.tell(question, end < last, page);
        after = end;
      }
      for (long seq = 1; seq <= last; seq++) {
        assertEquals(seq, heard.message().seq());
      }
    }
  }

  @Test
  void aListenerThatFailsGetsTheNextMessage() {
    ChatListener failing =
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            heard.onMessage(message);
            throw new IllegalStateException("as the test wants it");
          }
        };
    try (var connected = server.connect(server.client().listener(failing), FakeServer.push(1))) {
      connected.peer().send(FakeServer.push(2));
      assertEquals(List.of(1L, 2L), heard.seqs(2));
    }
  }

  @Test
  void aListenerMayAskAndClose() {
    var client = new CompletableFuture<ChatClient>();
    ChatListener asking =
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            heard.onPush(new Push.FriendsChanged(client.join().friends()));
            client.join().close();
          }
        };
    try (var connected = server.connect(server.client().listener(asking), FakeServer.push(1))) {
      client.complete(connected.client());
      FakeServer.Peer peer = connected.peer();
      peer.send(peer.answer(peer.next(2007), 0));
      assertEquals(new Push.FriendsChanged(List.of()), heard.push());
      assertInstanceOf(ChatException.Closed.class, connected.client().awaitEnd());
      // What was handled last is acknowledged before it leaves.
      peer.acknowledged(1);
    }
  }

  @Test
  void aServerThatGivesSeqsAgainIsNoticedByItsPush() {
    try (var first = connect(FakeServer.push(7))) {
      assertEquals(List.of(7L), heard.seqs(1));
      first.peer().acknowledged(7);
      first.peer().cut();
      try (FakeServer.Peer peer = server.acceptLogin()) {
        peer.send(FakeServer.push(5));
        assertEquals(BEN, heard.setBack());
        assertEquals(List.of(5L), heard.seqs(1));
        peer.send(FakeServer.push(6));
        assertEquals(List.of(6L), heard.seqs(1));
      }
    }
  }

  @Test
  void afterARefusedTokenWhatWasSeenIsComparedBeforeItGoesOn() {
    try (var first = connect(FakeServer.push(7))) {
      assertEquals(List.of(7L), heard.seqs(1));
      first.peer().acknowledged(7);
      first.peer().cut();
      try (FakeServer.Peer peer = server.accept()) {
        refuseToken(peer);
        peer.send(FakeServer.push(9));
        JsonNode question = peer.next(1005);
        assertEquals(6, question.get("after_seq").longValue());
        peer.tell(question, false, FakeServer.push(7), FakeServer.own(8), FakeServer.push(9));
        assertEquals(List.of(8L, 9L), heard.seqs(2));
      }
    }
  }

  @Test
  void aConversationThatWasSetBackBeginsAnew() {
    try (var first = connect(FakeServer.push(7))) {
      assertEquals(List.of(7L), heard.seqs(1));
      first.peer().acknowledged(7);
      first.peer().cut();
      try (FakeServer.Peer peer = server.accept()) {
        refuseToken(peer);
        JsonNode question = peer.next(1005);
        peer.tell(question, false, FakeServer.push(7).put("msg_id", "another"));
        assertEquals(BEN, heard.setBack());
        peer.send(FakeServer.push(6));
        assertEquals(List.of(6L), heard.seqs(1));
      }
    }
  }

  private static void refuseToken(FakeServer.Peer peer) {
    JsonNode login = peer.next(1);
    assertTrue(login.has("seen"));
    peer.send(peer.answer(login, 403));
    JsonNode again = peer.next(1);
    assertEquals("pwd", again.get("password").textValue());
    assertFalse(again.has("token") || again.has("seen"), again::toString);
    peer.letIn("another token");
  }

  @Test
  void anOwnMessageAloneDoesNotTellWhereAConversationBegins() {
    try (var connected = connect()) {
      FakeServer.Peer peer = connected.peer();
      var _ = connected.client().say(BEN, "hi");
      peer.store(peer.next(1001), 58);
      JsonNode question = peer.next(1009);
      var answer = peer.answer(question, 0);
      answer
          .putArray("conversations")
          .addObject()
          .put("scope", "private:2")
          .put("delivered_seq", 56);
      peer.send(answer);
      peer.tell(peer.next(1005), false, FakeServer.push(57), FakeServer.own(58));
      assertEquals(List.of(57L, 58L), heard.seqs(2));
    }
  }

  @Test
  void aPushWaitsForTheAnswerToAnOwnMessageThatMayStandBeforeIt() {
    try (var connected = connect()) {
      FakeServer.Peer peer = connected.peer();
      var _ = connected.client().say(BEN, "hi");
      JsonNode chat = peer.next(1001);
      peer.send(FakeServer.push(58));
      peer.store(chat, 57);
      assertEquals(List.of(57L, 58L), heard.seqs(2));
    }
  }

  @Test
  void aPushDoesNotWaitForWhatIsRefused() {
    try (var connected = connect()) {
      FakeServer.Peer peer = connected.peer();
      var _ = connected.client().say(BEN, "hi");
      JsonNode chat = peer.next(1001);
      peer.send(FakeServer.push(58));
      peer.send(peer.answer(chat, 403));
      assertEquals(List.of(58L), heard.seqs(1));
    }
  }

  @Test
  void pushesAreReadAndUnknownOnesKept() {
    try (var connected = connect()) {
      connected.peer().send(Json.frame(2103).put("group_id", 9).put("name", "team"));
      connected.peer().send(Json.frame(1101).put("scope", "nothing:1"));
      connected.peer().send(Json.frame(7777).put("news", true));
      connected.peer().send(Json.frame(9003).put("text", "noon"));
      assertEquals(new Push.GroupJoined(9, "team"), heard.push());
      assertInstanceOf(Push.Unknown.class, heard.push());
      assertEquals(new Push.Notice("noon"), heard.push());
    }
  }

  @Test
  void nothingIsToldAfterTheEnd() throws Exception {
    var client = new CompletableFuture<ChatClient>();
    var closed = new CountDownLatch(1);
    var cameBack = new CountDownLatch(1);
    ChatListener closing =
        new ChatListener() {
          @Override
          public void onMessage(Message message) {
            heard.onMessage(message);
            client.join().close();
            closed.countDown();
            try {
              cameBack.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void onState(ConnectionState state) {
            heard.onState(state);
          }
        };
    try (var connected = server.connect(server.client().listener(closing))) {
      client.complete(connected.client());
      connected.peer().send(FakeServer.push(1));
      closed.await();
      connected.peer().send(FakeServer.push(2));
      connected.peer().cut();
      server.accept().close();
      cameBack.countDown();
      connected.client().awaitEnd();
      assertEquals(List.of(1L), heard.seqs(1));
      assertTrue(heard.heardNothingMore());
      heard.end();
    }
  }
}
