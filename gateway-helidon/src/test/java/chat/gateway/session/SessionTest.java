package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.delivery.CursorWriter;
import chat.gateway.delivery.RemoteArchive;
import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.gateway.presence.PartitionClaim;
import chat.gateway.presence.Presence;
import chat.gateway.presence.Redis;
import chat.gateway.presence.Routes;
import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.RedisAddress;
import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import chat.proto.message.Cursor;
import chat.proto.push.FriendAdded;
import chat.proto.push.PushRecord;
import io.helidon.metrics.api.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions over fake services; Redis is away, which must not matter. */
@Timeout(30)
class SessionTest {
  private static final int ME = 7;
  private static final int PEER = 9;

  private final TestClock clock = new TestClock();
  private final FakeServices services;
  private final Sessions sessions = new Sessions();
  private final Tokens tokens;
  private final CursorWriter cursors;
  private final Requests requests;
  private final SessionFactory factory;
  private final FakeClient client = new FakeClient();

  SessionTest() throws Exception {
    services = new FakeServices(clock);
    var meters = Metrics.globalRegistry();
    var settings =
        new SessionSettings(
            16,
            65_536,
            2,
            1_000,
            20,
            2,
            20,
            Duration.ofMinutes(1),
            5,
            Duration.ofMillis(1),
            Duration.ofSeconds(10));
    tokens = new Tokens(FakeServices.SECRET, services.backend().user(), clock);
    var redis = Redis.connect(RedisAddress.parse("tcp://127.0.0.1:1"));
    var archive = new RemoteArchive(services.backend().message(), () -> "gateway");
    cursors = new CursorWriter(archive);
    requests =
        new Requests(
            services.backend(),
            tokens,
            sessions,
            new Presence(redis, sessions::isPresent),
            settings,
            clock,
            meters);
    factory =
        new SessionFactory(
            settings,
            sessions,
            requests,
            tokens,
            services.backend(),
            new Routes(
                redis,
                new PartitionClaim(redis, "test", clock),
                sessions::isPresent,
                sessions::userIds),
            archive,
            cursors,
            meters);
  }

  @AfterEach
  void close() {
    client.letWrite(1_000);
    services.close();
  }

  @Test
  void withoutALoginNothingIsDone() throws Exception {
    var session = client.connect(factory);
    client.request(session, chat(Envelope.EMPTY, "hi", "m1"));
    var failed = assertInstanceOf(Event.Failed.class, client.next());
    assertEquals(ErrorCode.NOT_LOGGED_IN, failed.code());
    assertEquals(RequestKind.PRIVATE_CHAT, failed.kind());
    assertEquals(Optional.of("m1"), failed.msgId());
  }

  @Test
  void aLoginIsAnsweredWithFriendsAndWhatWasMissed() throws Exception {
    services.cursors.add(cursor(0, 2));
    services.messages.addAll(List.of(peer(1), peer(2)));
    var session = client.connect(factory);
    var login = logIn(session, ME);
    assertEquals("user 7", login.user().getName());
    assertFalse(login.token().isEmpty());
    assertEquals("offline", login.friends().getFirst().getState());
    assertEquals(List.of(peer(1), peer(2)), login.offline());

    push(peer(2));
    push(peer(3));
    assertEquals(peer(3), assertInstanceOf(Event.MessagePushed.class, client.next()).message());
    session.end();
    cursors.flush(ME);
    assertEquals(3, services.advances.getLast().getDeliveredSeq());
  }

  @Test
  void aFriendOnThisGatewayIsOnline() throws Exception {
    var friend = new FakeClient();
    logIn(friend.connect(factory), 1, friend);
    var login = logIn(client.connect(factory), ME);
    assertEquals("online", login.friends().getFirst().getState());
  }

  @Test
  void aClientThatAcknowledgesMovesItsCursorItself() throws Exception {
    var session = client.connect(factory);
    client.request(
        session, new Command.Login(Envelope.EMPTY, new Credentials.ById(ME, "pwd"), true));
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
  void aWrongPasswordIsRejectedAndSoonNotEvenTried() throws Exception {
    var session = client.connect(factory);
    for (int i = 0; i < 2; i++) {
      client.request(session, login(ME, "wrong"));
      var failed = assertInstanceOf(Event.Failed.class, client.next());
      assertEquals(ErrorCode.REJECTED, failed.code());
      assertEquals("id or password is invalid!", failed.message());
    }
    client.request(session, login(ME, "pwd"));
    var failed = assertInstanceOf(Event.Failed.class, client.next());
    assertEquals(ErrorCode.SLOW_DOWN, failed.code());
    assertTrue(failed.retryAfterMs().isPresent());
    assertEquals(2, services.passwords.get());
  }

  @Test
  void registrationsAndPasswordsOfOneAddressAreLimitedTogether() throws Exception {
    var session = client.connect(factory);
    for (int i = 1; i <= 5; i++) {
      client.request(session, login(i, "pwd"));
      assertInstanceOf(Event.LoggedIn.class, client.next());
    }
    client.request(session, login(6, "pwd"));
    assertEquals(ErrorCode.SLOW_DOWN, assertInstanceOf(Event.Failed.class, client.next()).code());
    client.request(session, new Command.Register(Envelope.EMPTY, "Ann", "pwd"));
    assertEquals(ErrorCode.SLOW_DOWN, assertInstanceOf(Event.Failed.class, client.next()).code());
    assertEquals(5, services.passwords.get());
  }

  @Test
  void aLoginWithoutTheMessageServiceFailsWhole() throws Exception {
    services.messagesAway = true;
    var session = client.connect(factory);
    client.request(session, login(ME, "pwd"));
    var failed = assertInstanceOf(Event.Failed.class, client.next());
    assertEquals(ErrorCode.UNAVAILABLE, failed.code());
    assertTrue(failed.retryAfterMs().isPresent());
    assertFalse(sessions.isPresent(ME));
    services.messagesAway = false;
    logIn(session, ME);
  }

  @Test
  void aSecondLoginReplacesTheFirst() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, login(8, "wrong"));
    assertInstanceOf(Event.Failed.class, client.next());
    assertTrue(sessions.isPresent(ME), "a wrong password changes nothing");
    logIn(session, 8);
    assertFalse(sessions.isPresent(ME));
    assertTrue(sessions.isPresent(8));
  }

  @Test
  void afterALogoutSomebodyElseMayLogIn() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, new Command.Logout(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
    assertEquals(List.of("user 7"), services.ended);
    assertFalse(sessions.isPresent(ME));
    logIn(session, 8);
  }

  @Test
  void aTokenActsWithoutLoggingTheConnectionIn() throws Exception {
    var session = client.connect(factory);
    client.request(session, chat(token(ME, ME), "hi", "m1"));
    assertInstanceOf(Event.Accepted.class, client.next());
    assertEquals(Optional.empty(), session.caller());
    client.request(session, chat(token(ME, PEER), "hi", "m2"));
    assertEquals(ErrorCode.FORBIDDEN, assertInstanceOf(Event.Failed.class, client.next()).code());
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
    var session = client.connect(factory);
    logIn(session, ME);
    client.request(session, chat(Envelope.EMPTY, "1", "m1"));
    client.request(session, chat(Envelope.EMPTY, "2", "m2"));
    var third =
        Thread.startVirtualThread(() -> client.request(session, chat(Envelope.EMPTY, "3", "m3")));
    Runnable first = services.heldAcks.take();
    services.heldAcks.take();
    assertTrue(third.isAlive());
    assertTrue(services.heldAcks.isEmpty());
    first.run();
    assertEquals("m1", assertInstanceOf(Event.Accepted.class, client.next()).msgId());
    third.join();
    services.heldAcks.take();
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
  void whoseLoginHasExpiredIsToldAndDisconnected() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    clock.advance(Duration.ofSeconds(59));
    session.refuseIfExpired();
    client.request(session, new Command.Heartbeat(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
    clock.advance(Duration.ofSeconds(1));
    session.refuseIfExpired();
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
    assertFalse(sessions.isPresent(ME));
  }

  @Test
  void aLogoutEndsTheSessionsOtherConnections() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    var other = new FakeClient();
    logIn(other.connect(factory), ME, other);
    var another = new FakeClient();
    logIn(another.connect(factory), PEER, another);
    client.request(session, new Command.Logout(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
    assertInstanceOf(Event.Notice.class, other.next());
    other.awaitClosed();
    assertFalse(sessions.isPresent(ME));
    assertTrue(sessions.isPresent(PEER));
    logIn(session, ME);
  }

  @Test
  void whatWaitedForOneUserIsNotForTheNext() throws Exception {
    var session = client.connect(factory);
    logIn(session, ME);
    client.stopReading();
    for (int seq = 1; seq <= 5; seq++) {
      push(peer(seq));
    }
    client.request(session, new Command.Logout(Envelope.EMPTY));
    client.letWrite(1_000);
    int pushed = 0;
    for (Event next = client.next(); next instanceof Event.MessagePushed; next = client.next()) {
      pushed++;
    }
    assertTrue(pushed <= 1, "at most what was being written");
    cursors.flush(ME);
    assertTrue(services.advances.stream().allMatch(advance -> advance.getDeliveredSeq() <= 1));
  }

  @Test
  void aMistakeInALoginIsAnsweredAndTheConnectionGoesOn() throws Exception {
    services.cursors.add(Cursor.getDefaultInstance());
    var session = client.connect(factory);
    client.request(session, login(ME, "pwd"));
    assertEquals(ErrorCode.INTERNAL, assertInstanceOf(Event.Failed.class, client.next()).code());
    services.cursors.clear();
    logIn(session, ME);
  }

  @Test
  void aMistakeInTheLoginOfAKnownCallerEndsTheSession() {
    services.cursors.add(Cursor.getDefaultInstance());
    var caller = tokens.authenticate(services.token(ME));
    assertThrows(IllegalArgumentException.class, () -> client.connectAs(factory, caller));
    assertTrue(client.isClosed());
    assertEquals(0, sessions.count());
  }

  @Test
  void aNewFriendComesWithTheirState() throws Exception {
    var friend = new FakeClient();
    logIn(friend.connect(factory), 3, friend);
    logIn(client.connect(factory), ME);
    sessions.of(ME).forEach(receiver -> receiver.pushed(friendAdded()));
    var added = assertInstanceOf(Event.FriendAdded.class, client.next());
    assertEquals("online", added.friend().getState());
  }

  @Test
  void pushesWaitUntilALargeAnswerToTheLoginIsOut() throws Exception {
    services.messages.add(peer(1).toBuilder().setContent("x".repeat(70_000)).build());
    services.cursors.add(cursor(0, 1));
    services.duringSync = () -> sessions.of(ME).forEach(receiver -> receiver.pushed(friendAdded()));
    var session = client.connect(factory);
    client.stopReading();
    client.request(session, new Command.Heartbeat(Envelope.EMPTY));
    var login = Thread.startVirtualThread(() -> client.request(session, login(ME, "pwd")));
    while (login.isAlive() && login.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    client.letWrite(1_000);
    assertInstanceOf(Event.Done.class, client.next());
    assertInstanceOf(Event.LoggedIn.class, client.next());
    assertInstanceOf(Event.FriendAdded.class, client.next());
  }

  @Test
  void whatHappensDuringALoginFollowsItsAnswer() throws Exception {
    services.messages.addAll(List.of(peer(1), peer(2)));
    services.cursors.add(cursor(0, 1));
    services.duringSync =
        () -> {
          sessions.of(ME).forEach(receiver -> receiver.pushed(friendAdded()));
          push(peer(2));
        };
    var login = logIn(client.connect(factory), ME);
    assertEquals(List.of(peer(1), peer(2)), login.offline(), "what it saw is in the answer");
    assertInstanceOf(Event.FriendAdded.class, client.next());
    push(peer(2));
    push(peer(3));
    assertEquals(peer(3), assertInstanceOf(Event.MessagePushed.class, client.next()).message());
  }

  @Test
  void whoAddedAFriendIsNotToldOfIt() throws Exception {
    logIn(client.connect(factory), ME);
    var byMe = friendAdded().toBuilder().setExceptSession("session of " + ME).build();
    sessions.of(ME).forEach(receiver -> receiver.pushed(byMe));
    push(peer(1));
    assertInstanceOf(Event.MessagePushed.class, client.next());
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
  void aKnownCallerIsLoggedInAtOnce() throws Exception {
    client.connectAs(factory, tokens.authenticate(services.token(ME)));
    assertInstanceOf(Event.LoggedIn.class, client.next());
    assertTrue(sessions.isPresent(ME));
  }

  @Test
  void withoutASessionAChatWaitsForItsAcknowledgement() {
    var reply = requests.answer(Optional.empty(), "10.0.0.1", chat(token(ME, ME), "hi", "m1"));
    assertEquals(1, assertInstanceOf(Event.Accepted.class, reply).seq());
  }

  private void assertChatFails(Session session, ErrorCode code, String content, String msgId)
      throws InterruptedException {
    client.request(session, chat(Envelope.EMPTY, content, msgId));
    assertEquals(code, assertInstanceOf(Event.Failed.class, client.next()).code());
  }

  private Event.LoggedIn logIn(Session session, int userId) throws InterruptedException {
    return logIn(session, userId, client);
  }

  private static Event.LoggedIn logIn(Session session, int userId, FakeClient client)
      throws InterruptedException {
    client.request(session, login(userId, "pwd"));
    return assertInstanceOf(Event.LoggedIn.class, client.next());
  }

  private void push(ChatMessage message) {
    var record = PushRecord.newBuilder().addUserIds(ME).setMessage(message).build();
    sessions.of(ME).forEach(receiver -> receiver.pushed(record));
  }

  private static PushRecord friendAdded() {
    return PushRecord.newBuilder()
        .addUserIds(ME)
        .setFriendAdded(FriendAdded.newBuilder().setFriend(User.newBuilder().setId(3)))
        .build();
  }

  private Envelope token(int userId, int actor) {
    return new Envelope(
        Optional.empty(), Optional.of(services.token(userId)), OptionalInt.of(actor));
  }

  private static Command.Login login(int userId, String password) {
    return new Command.Login(Envelope.EMPTY, new Credentials.ById(userId, password), false);
  }

  private static Command.PrivateChat chat(Envelope envelope, String content, String msgId) {
    return new Command.PrivateChat(envelope, PEER, content, Optional.of(msgId));
  }

  private static ChatMessage peer(long seq) {
    return ChatMessage.newBuilder()
        .setFromId(PEER)
        .setToId(ME)
        .setSeq(seq)
        .setMsgId("p" + seq)
        .setContent("text")
        .build();
  }

  private static Cursor cursor(long delivered, long head) {
    return Cursor.newBuilder()
        .setConversationId(ConversationId.ofUsers(ME, PEER).value())
        .setDeliveredSeq(delivered)
        .setHeadSeq(head)
        .build();
  }
}
