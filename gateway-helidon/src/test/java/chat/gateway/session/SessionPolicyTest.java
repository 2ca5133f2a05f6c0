package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.gateway.presence.SessionPolicy;
import chat.proto.ErrorCode;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a second login of a user does; Redis is away, so that this gateway alone decides. */
class SessionPolicyTest extends SessionRig {
  private final FakeClient second = new FakeClient();

  SessionPolicyTest() throws Exception {}

  @Test
  void aSecondLoginIsRefusedAndTheFirstGoesOn() throws Exception {
    var strict = factory(SessionPolicy.SINGLE_REFUSE);
    var session = client.connect(strict);
    logIn(session, ME);
    services.device = " at home";
    var other = second.connect(strict);
    second.request(other, login(ME, "pwd"));
    var refused = assertInstanceOf(Event.Failed.class, second.next());
    assertEquals(ErrorCode.ALREADY_LOGGED_IN, refused.code());
    push(peer(1));
    assertInstanceOf(Event.MessagePushed.class, client.next());
    assertEquals(1, sessions.of(ME).size());

    client.request(session, new Command.Logout(Envelope.EMPTY));
    assertInstanceOf(Event.Done.class, client.next());
    logIn(other, ME, second);
  }

  @Test
  void whoIsSentAwayIsToldAndClosedBeforeRedisIsAsked() throws Exception {
    var leaving = new AtomicBoolean();
    var redisAnswers = new CountDownLatch(1);
    var session =
        client.connect(
            factory(
                SessionPolicy.MANY,
                userId -> {
                  if (leaving.get()) {
                    await(redisAnswers);
                  }
                  return sessions.isPresent(userId);
                }));
    logIn(session, ME);
    leaving.set(true);
    session.refuse(new Event.Notice("come back", OptionalInt.of(5)));
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
    var reader = Thread.startVirtualThread(session::end);
    while (reader.isAlive() && reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertEquals(1, sessions.count(), "a drain waits for Redis all the same");
    redisAnswers.countDown();
    reader.join();
    assertEquals(0, sessions.count());
  }

  @Test
  void aSecondLoginEndsTheFirstAndItsToken() throws Exception {
    var strict = factory(SessionPolicy.SINGLE_KICK);
    logIn(client.connect(strict), ME);
    services.device = " at home";
    var other = second.connect(strict);
    logIn(other, ME, second);
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
    assertEquals(List.of("user 7"), services.ended);
    push(peer(1));
    assertInstanceOf(Event.MessagePushed.class, second.next());
    assertEquals(1, sessions.of(ME).size());
  }

  @Test
  void aDisplacedSessionIsClosedWhereTheUserServiceIsAway() throws Exception {
    var strict = factory(SessionPolicy.SINGLE_KICK);
    logIn(client.connect(strict), ME);
    services.device = " at home";
    services.logoutsAway = true;
    logIn(second.connect(strict), ME, second);
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
  }

  @Test
  void connectionsWithOneTokenAreOneSession() throws Exception {
    for (SessionPolicy policy : List.of(SessionPolicy.SINGLE_REFUSE, SessionPolicy.SINGLE_KICK)) {
      var one = new FakeClient();
      var two = new FakeClient();
      var strict = factory(policy);
      var first = one.connect(strict);
      logIn(first, ME, one);
      var again = two.connect(strict);
      logIn(again, ME, two);
      push(peer(1));
      assertInstanceOf(Event.MessagePushed.class, one.next());
      assertInstanceOf(Event.MessagePushed.class, two.next());
      first.end();
      again.end();
    }
    assertTrue(services.ended.isEmpty());
  }

  @Test
  void asManyAsTheyLike() throws Exception {
    logIn(client.connect(factory), ME);
    services.device = " at home";
    logIn(second.connect(factory), ME, second);
    assertEquals(2, sessions.of(ME).size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
