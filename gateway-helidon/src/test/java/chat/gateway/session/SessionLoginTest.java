package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import chat.proto.message.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users coming onto sessions and leaving them. */
class SessionLoginTest extends SessionRig {
  private static final Command.Login.Abilities ACKS =
      new Command.Login.Abilities(true, false, false);

  SessionLoginTest() throws Exception {}

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
  void whatTheDeviceHasSeenIsNotSentAgainAndCountsAsAcknowledged() throws Exception {
    services.cursors.add(cursor(0, 2));
    services.messages.addAll(List.of(peer(1), peer(2)));
    var session = client.connect(factory);
    var credentials = new Credentials.ById(ME, "pwd");
    client.request(
        session,
        new Command.Login(Envelope.EMPTY, credentials, ACKS, Map.of("private:" + PEER, 1L), ""));
    var login = assertInstanceOf(Event.LoggedIn.class, client.next());
    assertEquals(List.of(peer(2)), login.offline());
    cursors.flush(ME);
    assertEquals(1, services.advances.getLast().getDeliveredSeq());
  }

  @Test
  void aScopeThatIsNoneFailsTheLogin() throws Exception {
    var session = client.connect(factory);
    var credentials = new Credentials.ById(ME, "pwd");
    client.request(
        session,
        new Command.Login(Envelope.EMPTY, credentials, ACKS, Map.of("everything", 1L), ""));
    assertEquals(ErrorCode.MALFORMED, assertInstanceOf(Event.Failed.class, client.next()).code());
  }

  @Test
  void aFriendOnThisGatewayIsOnline() throws Exception {
    var friend = new FakeClient();
    logIn(friend.connect(factory), 1, friend);
    var login = logIn(client.connect(factory), ME);
    assertEquals("online", login.friends().getFirst().getState());
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
  void aKnownCallerIsLoggedInAtOnce() throws Exception {
    client.connectAs(factory, tokens.authenticate(services.token(ME)));
    assertInstanceOf(Event.LoggedIn.class, client.next());
    assertTrue(sessions.isPresent(ME));
  }
}
