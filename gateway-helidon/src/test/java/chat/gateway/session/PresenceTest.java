package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.proto.ErrorCode;
import chat.proto.common.User;
import chat.proto.push.FriendAdded;
import chat.proto.push.PushRecord;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Friends' states as a client sees them; everybody is a friend of user 1. */
class PresenceTest extends SessionRig {
  private static final int FRIEND = 1;
  private static final int NEW_FRIEND = 30;
  private static final int STORM = 50;

  private final FakeClient friend = new FakeClient();
  private long pushed;

  PresenceTest() throws Exception {}

  @Test
  void whoAsksForItIsToldOfFriendsWhoComeAndGoAndAreAway() throws Exception {
    watch(client.connect(factory));
    var phone = friend.connect(factory);
    logIn(phone, FRIEND, friend);
    assertTold("online");
    var second = new FakeClient();
    var laptop = second.connect(factory);
    logIn(laptop, FRIEND, second);
    setAway(phone, friend, true);
    assertNothingIsTold();
    setAway(laptop, second, true);
    assertTold("away");
    setAway(phone, friend, false);
    assertTold("online");
    phone.end();
    assertTold("away");
    laptop.end();
    assertTold("offline");
  }

  @Test
  void whoComesAndGoesBetweenTwoRoundsCostsNothing() throws Exception {
    watch(client.connect(factory));
    for (int i = 0; i < 5; i++) {
      var again = new FakeClient();
      var session = again.connect(factory);
      resume(session, FRIEND, again);
      session.end();
    }
    assertNothingIsTold();
  }

  @Test
  void whoDoesNotAskIsToldNothing() throws Exception {
    logIn(client.connect(factory), ME);
    logIn(friend.connect(factory), FRIEND, friend);
    assertNothingIsTold();
  }

  @Test
  void whoIsBlockedSeesNothing() throws Exception {
    services.hidden.add(FRIEND);
    logIn(friend.connect(factory), FRIEND, friend);
    var login = watch(client.connect(factory));
    assertEquals("offline", login.friends().getFirst().getState());
    setAway(friend.session(), friend, true);
    assertNothingIsTold();
  }

  @Test
  void aBlockHidesFromNowOn() throws Exception {
    logIn(friend.connect(factory), FRIEND, friend);
    var session = client.connect(factory);
    var login = watch(session);
    assertEquals("online", login.friends().getFirst().getState());
    client.request(session, new Command.BlockUser(Envelope.EMPTY, FRIEND));
    assertInstanceOf(Event.Done.class, client.next());
    assertTold("offline");
    setAway(friend.session(), friend, true);
    assertNothingIsTold();
  }

  @Test
  void whoIsUnblockedIsSeenAgain() throws Exception {
    services.hidden.add(FRIEND);
    logIn(friend.connect(factory), FRIEND, friend);
    watch(client.connect(factory));
    services.hidden.clear();
    // As the gateways tell each other; the list of friends is read on a thread of its own.
    changes.heard("shown " + ME + " " + FRIEND);
    Event next = nextAfterRounds();
    assertEquals(List.of("online"), states(assertInstanceOf(Event.FriendStates.class, next)));
  }

  @Test
  void aNewFriendIsWatchedAndShownUnlessHidden() throws Exception {
    watch(client.connect(factory));
    var third = new FakeClient();
    logIn(third.connect(factory), NEW_FRIEND, third);
    services.friends.add(NEW_FRIEND);
    services.hidden.add(NEW_FRIEND);
    befriend();
    assertEquals("offline", added().friend().getState());
    services.hidden.clear();
    befriend();
    assertEquals("online", added().friend().getState());
    setAway(third.session(), third, true);
    friendStates.changed(List.of(NEW_FRIEND));
    friendStates.round();
    assertEquals(
        List.of("away"), states(assertInstanceOf(Event.FriendStates.class, client.next())));
  }

  @Test
  void whatIsMissingAtTheLoginIsWatchedOnceItIsListed() throws Exception {
    services.socialAway = true;
    logIn(friend.connect(factory), FRIEND, friend);
    var session = client.connect(factory);
    assertTrue(watch(session).listsMissing());
    services.socialAway = false;
    setAway(friend.session(), friend, true);
    assertNothingIsTold();
    client.request(session, new Command.ListFriends(Envelope.EMPTY));
    assertInstanceOf(Event.Friends.class, client.next());
    Event next = nextAfterRounds();
    assertEquals(List.of("away"), states(assertInstanceOf(Event.FriendStates.class, next)));
  }

  @Test
  void aStormOfLoginsIsOneFrame() throws Exception {
    services.friends.addAll(IntStream.range(100, 100 + STORM).boxed().toList());
    watch(client.connect(factory));
    for (int userId : services.friends) {
      var guest = new FakeClient();
      resume(guest.connect(factory), userId, guest);
      friendStates.changed(List.of(userId));
    }
    friendStates.round();
    friendStates.round();
    assertEquals(
        Collections.nCopies(STORM, "online"),
        states(assertInstanceOf(Event.FriendStates.class, client.next())));
    assertNothingIsTold();
  }

  @Test
  void whoHasLeftIsNotWatching() throws Exception {
    watch(client.connect(factory));
    client.request(client.session(), new Command.Logout(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
    logIn(friend.connect(factory), FRIEND, friend);
    logIn(client.session(), ME);
    assertNothingIsTold();
  }

  @Test
  void awayIsOfAConnection() throws Exception {
    var session = client.connect(factory);
    client.request(session, new Command.SetState(token(ME, ME), true));
    assertEquals(
        ErrorCode.NOT_LOGGED_IN, assertInstanceOf(Event.Failed.class, client.next()).code());
  }

  private Event.LoggedIn watch(Session session) throws InterruptedException {
    client.request(
        session,
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ById(ME, "pwd"),
            new Command.Login.Abilities(false, false, true)));
    return assertInstanceOf(Event.LoggedIn.class, client.next());
  }

  /** A login that costs no password's hash: there may be many. */
  private void resume(Session session, int userId, FakeClient of) throws InterruptedException {
    of.request(
        session,
        new Command.Login(
            Envelope.EMPTY,
            new Credentials.ByToken(services.token(userId)),
            Command.Login.Abilities.NONE));
    assertInstanceOf(Event.LoggedIn.class, of.next());
  }

  private static void setAway(Session session, FakeClient of, boolean away)
      throws InterruptedException {
    of.request(session, new Command.SetState(Envelope.EMPTY, away));
    assertInstanceOf(Event.Done.class, of.next());
  }

  private void assertTold(String state) throws InterruptedException {
    round();
    var told = assertInstanceOf(Event.FriendStates.class, client.next());
    assertEquals(List.of(state), states(told));
  }

  /** The next thing that comes is something else. */
  private void assertNothingIsTold() throws InterruptedException {
    round();
    push(peer(++pushed));
    assertInstanceOf(Event.MessagePushed.class, client.next());
  }

  private static List<String> states(Event.FriendStates told) {
    return told.friends().stream().map(User::getState).toList();
  }

  private void befriend() {
    var user = User.newBuilder().setId(NEW_FRIEND).setName("user " + NEW_FRIEND);
    var record =
        PushRecord.newBuilder()
            .addUserIds(ME)
            .setFriendAdded(FriendAdded.newBuilder().setFriend(user))
            .build();
    sessions.of(ME).forEach(receiver -> receiver.pushed(record));
  }

  private Event.FriendAdded added() throws InterruptedException {
    return assertInstanceOf(Event.FriendAdded.class, client.next());
  }

  /** The next thing that comes, with rounds until it does. */
  private Event nextAfterRounds() throws InterruptedException {
    while (!client.hasNext()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("nothing comes");
      }
      friendStates.round();
      Thread.onSpinWait();
    }
    return client.next();
  }

  // Redis is away: what is announced there is heard here all the same.
  private void round() {
    friendStates.changed(List.of(FRIEND));
    friendStates.round();
  }
}
