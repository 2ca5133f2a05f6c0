package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.proto.ErrorCode;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Hints as clients see them; everybody is a friend of user 1. */
class HintsTest extends SessionRig {
  private static final int FRIEND = 1;

  private final FakeClient friend = new FakeClient();

  HintsTest() throws Exception {}

  @Test
  void aFriendSeesWhoIsWritingOnceInAWhile() throws Exception {
    logIn(friend, FRIEND, true, false);
    var session = logIn(client, ME, false, false);
    type(session, FRIEND);
    type(session, FRIEND);
    assertEquals(new Event.Typing("private:" + ME, ME, "user " + ME), nextHint(friend));
    hints.round();
    assertNothingCame(friend, FRIEND);
  }

  @Test
  void whoDidNotAskSeesNobodyWrite() throws Exception {
    logIn(friend, FRIEND, false, true);
    var asking = new FakeClient();
    logIn(asking, FRIEND, true, false);
    type(logIn(client, ME, false, false), FRIEND);
    nextHint(asking);
    assertNothingCame(friend, FRIEND);
  }

  @Test
  void writingIsOfAConnectionAndOfAScope() throws Exception {
    var session = client.connect(factory);
    client.request(session, new Command.Typing(token(ME, ME), "private:" + FRIEND));
    assertFailed(ErrorCode.NOT_LOGGED_IN);
    logIn(session, ME);
    client.request(session, new Command.Typing(Envelope.EMPTY, "nonsense"));
    assertFailed(ErrorCode.MALFORMED);
  }

  @Test
  void thePeerSeesWhatHasBeenRead() throws Exception {
    logIn(friend, PEER, false, true);
    services.cursors.add(cursor(3, 3));
    read(logIn(client, ME, false, false), client, 2);
    assertEquals(new Event.Receipt("private:" + ME, ME, 2, 2), nextHint(friend));
  }

  @Test
  void otherDevicesSeeWhatHasBeenReadAndTheOneThatReadDoesNot() throws Exception {
    services.cursors.add(cursor(3, 3));
    logIn(friend, ME, false, true);
    var session = logIn(client, ME, false, true);
    read(session, client, 2);
    assertEquals(new Event.Receipt("private:" + PEER, ME, 2, 2), nextHint(friend));
    assertNothingCame(client, ME);
    read(friend.session(), friend, 3);
    assertEquals(new Event.Receipt("private:" + PEER, ME, 3, 3), nextHint(client));
  }

  @Test
  void whoIsKnownToBeBlockedAtTheLoginSeesNothing() throws Exception {
    services.friends.add(PEER);
    services.hidden.add(PEER);
    services.cursors.add(cursor(3, 3));
    logIn(friend, PEER, true, true);
    var session = logIn(client, ME, false, false);
    read(session, client, 2);
    hints.round();
    assertNothingCame(friend, PEER);
  }

  @Test
  void withATokenNoMoreIsToldThanThereIs() throws Exception {
    logIn(friend, PEER, false, true);
    services.messages.add(peer(4));
    var session = client.connect(factory);
    client.request(
        session,
        new Command.Acknowledge(
            token(ME, ME), "private:" + PEER, OptionalLong.empty(), OptionalLong.of(99)));
    assertInstanceOf(Event.Done.class, client.next());
    assertEquals(new Event.Receipt("private:" + ME, ME, 4, 4), nextHint(friend));
  }

  private Session logIn(FakeClient of, int userId, boolean typing, boolean receipts)
      throws InterruptedException {
    Session session = of.connect(factory);
    of.request(
        session,
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ByToken(services.token(userId)),
            new Command.Login.Abilities(true, false, false, typing, receipts)));
    assertInstanceOf(Event.LoggedIn.class, of.next());
    return session;
  }

  private void type(Session session, int peer) throws InterruptedException {
    client.request(session, new Command.Typing(Envelope.EMPTY, "private:" + peer));
    assertInstanceOf(Event.Done.class, client.next());
  }

  private void read(Session session, FakeClient of, long seq) throws InterruptedException {
    of.request(
        session,
        new Command.Acknowledge(
            Envelope.EMPTY, "private:" + PEER, OptionalLong.empty(), OptionalLong.of(seq)));
    assertInstanceOf(Event.Done.class, of.next());
    cursors.flush(ME);
  }

  /** The next thing that comes, with rounds until it does. */
  private Event nextHint(FakeClient to) throws InterruptedException {
    while (!to.hasNext()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("nothing comes");
      }
      hints.round();
      Thread.onSpinWait();
    }
    return to.next();
  }

  /** The next thing that comes is something else. */
  private static void assertNothingCame(FakeClient to, int userId) throws InterruptedException {
    to.request(to.session(), new Command.Heartbeat(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, to.next(), "user " + userId);
  }

  private void assertFailed(ErrorCode code) throws InterruptedException {
    assertEquals(code, assertInstanceOf(Event.Failed.class, client.next()).code());
  }
}
