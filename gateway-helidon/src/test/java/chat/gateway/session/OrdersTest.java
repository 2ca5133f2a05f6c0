package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Event;
import chat.proto.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two gateways tell each other; only this one has sessions. */
class OrdersTest extends ControlRig {
  private static final int OTHER = 8;

  private final List<String> said = new ArrayList<>();
  private boolean away;
  private final Orders here = new Orders(this::say, sessions, tokens);
  private final Orders elsewhere = new Orders(this::say, new Sessions(), tokens);

  OrdersTest() throws Exception {}

  @Test
  void aSessionThatEndsElsewhereIsClosedHere() throws Exception {
    var mine = logIn(ME);
    var others = logIn(OTHER);
    elsewhere.end(ME, "session of " + ME);
    hearAll();
    assertSentAway(mine);
    assertFalse(others.isClosed());
  }

  @Test
  void anotherSessionOfTheUserStays() throws Exception {
    var mine = logIn(ME);
    elsewhere.end(ME, "another session");
    elsewhere.endOthers(ME, "session of " + ME);
    hearAll();
    elsewhere.say("still there?");
    hearAll();
    assertEquals("still there?", assertInstanceOf(Event.Notice.class, mine.next()).text());
  }

  @Test
  void allOtherSessionsEndWithTheOldPassword() throws Exception {
    var mine = logIn(ME);
    elsewhere.endOthers(ME, "the one with the new password");
    hearAll();
    assertSentAway(mine);
  }

  @Test
  void anEndedSessionsTokenIsAskedForAgain() {
    String token = services.token(ME);
    tokens.authenticate(token);
    services.ended.add(token);
    elsewhere.end(ME, "session of " + ME);
    hearAll();
    assertEquals(
        ErrorCode.FORBIDDEN,
        assertThrows(RequestFailed.class, () -> tokens.authenticate(token)).code());
  }

  @Test
  void whatAGatewayHasSaidItselfIsDoneOnce() throws Exception {
    var mine = logIn(ME);
    here.say("once");
    hearAll();
    here.say("the end");
    assertEquals("once", assertInstanceOf(Event.Notice.class, mine.next()).text());
    assertEquals("the end", assertInstanceOf(Event.Notice.class, mine.next()).text());
  }

  @Test
  void anEndThatCannotBeToldIsToldLater() throws Exception {
    var mine = logIn(ME);
    away = true;
    elsewhere.endAll(ME);
    elsewhere.round();
    assertEquals(List.of(), said);
    away = false;
    elsewhere.round();
    hearAll();
    assertSentAway(mine);
  }

  @Test
  void whatCannotBeToldIsNotDoneForAnAdministrator() throws Exception {
    var mine = logIn(ME);
    away = true;
    assertUnavailable(() -> here.kick(ME));
    assertUnavailable(() -> here.say("nobody hears it"));
    away = false;
    here.say("everybody does");
    assertEquals("everybody does", assertInstanceOf(Event.Notice.class, mine.next()).text());
  }

  @Test
  void theWordOfANewerVersionIsIgnored() {
    here.heard("somebody dance 7");
  }

  @Test
  void aTokenThatEndsWhileItsConnectionIsLoggedInClosesIt() throws Exception {
    String token = services.token(ME);
    services.duringSync =
        () -> {
          // The order itself came before the connection could be found.
          services.ended.add(token);
          tokens.forget(caller -> true);
        };
    var session = client.connect(factory);
    client.endWhenClosed();
    client.request(
        session,
        new Command.Login(
            Envelope.EMPTY, new Credentials.ByToken(token), Command.Login.Abilities.NONE));
    assertInstanceOf(Event.LoggedIn.class, client.next());
    assertInstanceOf(Event.Notice.class, client.next());
    client.awaitClosed();
  }

  private boolean say(String text) {
    return !away && said.add(text);
  }

  private void hearAll() {
    said.forEach(here::heard);
    said.clear();
  }

  private static void assertSentAway(Connection connection) throws InterruptedException {
    assertInstanceOf(Event.Notice.class, connection.next());
    connection.awaitClosed();
  }

  private static void assertUnavailable(Runnable order) {
    assertEquals(ErrorCode.UNAVAILABLE, assertThrows(RequestFailed.class, order::run).code());
  }
}
