package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a session does with messages and requests. */
class SessionTest extends SessionRig {
  SessionTest() throws Exception {}

  @Test
  void aClientThatAcknowledgesMovesItsCursorItself() throws Exception {
    var session = client.connect(factory);
    client.request(
        session,
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(ME, "pwd"),
            new Command.Login.Abilities(true, false, false)));
    client.next();
    push(peer(1));
    push(peer(2));
    client.next();
    client.next();
    client.request(
        session,
        new Command.Acknowledge(
            Envelope.EMPTY, "private:" + PEER, OptionalLong.of(1), OptionalLong.of(99)));
    assertInstanceOf(Event.Done.class, client.next());
    cursors.flush(ME);
    assertEquals(1, services.advances.size());
    assertEquals(1, services.advances.getFirst().getDeliveredSeq());
    assertEquals(2, services.advances.getFirst().getReadSeq(), "not beyond what was passed on");
  }

  @Test
  void aMessageWithoutAnIdGetsOne() throws Exception {
    var session = client.connect(factory);
    client.request(session, new Command.PrivateChat(token(ME, ME), PEER, "hi", Optional.empty()));
    assertEquals(36, assertInstanceOf(Event.Accepted.class, client.next()).msgId().length());
  }

  @Test
  void messagesThatCannotBeAreRefused() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    assertChatFails(session, ErrorCode.MALFORMED, "", "m");
    assertChatFails(session, ErrorCode.MALFORMED, "hi", "");
    assertChatFails(session, ErrorCode.MALFORMED, "hi", "x".repeat(65));
    assertChatFails(session, ErrorCode.TOO_LONG, "\u00e9".repeat(24 * 1_024 + 1), "m");
    client.request(session, chat(Envelope.EMPTY, "\u00e9".repeat(24 * 1_024), "m"));
    assertInstanceOf(Event.Accepted.class, client.next());
  }

  @Test
  void theSenderGetsNoCopyButTheOtherDevicesDo() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    var other = new FakeClient();
    logIn(other.connect(factory), ME, other);
    client.request(session, chat(Envelope.EMPTY, "hi", "m1"));
    assertInstanceOf(Event.Accepted.class, client.next());
    var own = peer(1).toBuilder().setFromId(ME).setToId(PEER).setMsgId("m1").build();
    push(own);
    push(peer(2));
    assertEquals(peer(2), assertInstanceOf(Event.MessagePushed.class, client.next()).message());
    assertEquals(own, assertInstanceOf(Event.MessagePushed.class, other.next()).message());
  }

  @Test
  void theReaderWaitsWhileTooManyMessagesAreUnacknowledged() throws Exception {
    services.holdAcks = true;
    long hits = ShownHits.of("unacknowledged");
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, chat(Envelope.EMPTY, "1", "m1"));
    client.request(session, chat(Envelope.EMPTY, "2", "m2"));
    assertEquals(hits, ShownHits.of("unacknowledged"));
    var third =
        Thread.startVirtualThread(() -> client.request(session, chat(Envelope.EMPTY, "3", "m3")));
    Runnable first = services.heldAcks.take();
    services.heldAcks.take();
    while (ShownHits.of("unacknowledged") == hits && third.isAlive()) {
      Thread.onSpinWait();
    }
    assertTrue(third.isAlive());
    assertTrue(services.heldAcks.isEmpty());
    first.run();
    assertEquals("m1", assertInstanceOf(Event.Accepted.class, client.next()).msgId());
    third.join();
    assertEquals(hits + 1, ShownHits.of("unacknowledged"));
    services.heldAcks.take();
  }

  @Test
  void whatIsOnItsOldWayIsNotOvertakenOnANewOne() throws Exception {
    services.holdAcks = true;
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, chat(Envelope.EMPTY, "1", "m1"));
    Runnable first = services.heldAcks.take();
    services.addMessageInstance();
    var second =
        Thread.startVirtualThread(() -> client.request(session, chat(Envelope.EMPTY, "2", "m2")));
    while (second.getState() != Thread.State.TIMED_WAITING && second.isAlive()) {
      Thread.onSpinWait();
    }
    assertTrue(second.isAlive(), "it waits");
    assertTrue(services.heldAcks.isEmpty());
    first.run();
    services.heldAcks.take().run();
    second.join();
    assertEquals("m1", assertInstanceOf(Event.Accepted.class, client.next()).msgId());
    assertEquals("m2", assertInstanceOf(Event.Accepted.class, client.next()).msgId());
  }

  @Test
  void theEndWaitsForAcknowledgementsUnderWay() throws Exception {
    services.holdAcks = true;
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, chat(Envelope.EMPTY, "1", "m1"));
    Runnable ack = services.heldAcks.take();
    var end = Thread.startVirtualThread(session::end);
    ack.run();
    end.join();
    assertInstanceOf(Event.Accepted.class, client.next());
    assertTrue(client.isClosed());
    assertEquals(0, sessions.count());
    assertFalse(sessions.isPresent(ME));
  }

  @Test
  void tooManyRequestsAreToldToWaitAndNotDone() throws Exception {
    var session = client.connect(factory);
    int slowedDown = 0;
    for (int i = 0; i < 200; i++) {
      client.request(session, new Command.Heartbeat(Envelope.EMPTY));
      if (client.next() instanceof Event.Failed failed) {
        assertEquals(ErrorCode.SLOW_DOWN, failed.code());
        assertEquals(OptionalInt.of(1), failed.retryAfterMs());
        slowedDown++;
      }
    }
    assertTrue(slowedDown > 0);
  }

  @Test
  void whatCannotBeUnderstoodIsAnsweredAndTheConnectionGoesOn() throws Exception {
    var session = client.connect(factory);
    session.receive("nonsense".getBytes(StandardCharsets.UTF_8));
    var failed = assertInstanceOf(Event.Failed.class, client.next());
    assertEquals(RequestKind.UNKNOWN, failed.kind());
    client.request(session, new Command.Heartbeat(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
  }

  @Test
  void aClientThatDoesNotReadIsToldAndDisconnected() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.stopReading();
    for (int seq = 1; seq <= 40; seq++) {
      push(peer(seq));
    }
    client.letWrite(1_000);
    Event event = client.next();
    while (event instanceof Event.MessagePushed) {
      event = client.next();
    }
    assertInstanceOf(Event.Notice.class, event);
    client.awaitClosed();
    session.end();
    cursors.flush(ME);
    assertTrue(
        services.advances.stream().allMatch(advance -> advance.getDeliveredSeq() < 16),
        "the rest is undelivered");
  }

  @Test
  void aClientThatLeavesAWriteStandingIsCutOff() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.stopReading();
    push(peer(1));
    while (!client.isClosed()) {
      sessions.closeOverdue();
      Thread.onSpinWait();
    }
    session.end();
    assertEquals(0, sessions.count());
  }

  @Test
  void historyHoldsWhatTheConnectionHasSentBefore() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    services.holdAcks = true;
    client.request(session, chat(Envelope.EMPTY, "one", "m1"));
    var history =
        new Command.History(
            Envelope.EMPTY,
            "private:" + PEER,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    var asking = Thread.startVirtualThread(() -> client.request(session, history));
    while (asking.isAlive() && asking.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    services.heldAcks.take().run();
    assertInstanceOf(Event.Accepted.class, client.next());
    assertInstanceOf(Event.HistoryPage.class, client.next());
  }

  @Test
  void aDrainTellsEverybodyToComeBackAndRefusesNewcomers() throws Exception {
    var clients = IntStream.range(0, 5).mapToObj(i -> new FakeClient()).toList();
    clients.forEach(one -> one.connect(factory));
    clients.forEach(FakeClient::endWhenClosed);
    sessions.drain(Duration.ofSeconds(2), Duration.ofSeconds(30));
    for (FakeClient one : clients) {
      var notice = assertInstanceOf(Event.Notice.class, one.next());
      assertTrue(notice.retryAfterMs().orElseThrow() <= 30_000);
    }
    assertEquals(0, sessions.count());
    client.connect(factory);
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
  }

  @Test
  void withoutASessionAChatWaitsForItsAcknowledgement() {
    var reply = requests.answer(Optional.empty(), "10.0.0.1", chat(token(ME, ME), "hi", "m1"));
    assertEquals(1, assertInstanceOf(Event.Accepted.class, reply).seq());
  }
}
