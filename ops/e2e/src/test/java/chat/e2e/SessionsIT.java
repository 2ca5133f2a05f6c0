package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions are seen and ended, whichever gateways their connections are on. */
@ExtendWith(Stack.Shared.class)
class SessionsIT {

  @Test
  void aUserSeesAndEndsSessions(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var laptop = stack.lines(1);
        var phone = stack.lines(2)) {
      String phoneToken = logIn(phone, ada, "a phone").get("token").textValue();
      logIn(laptop, ada, "a laptop");
      JsonNode sessions = laptop.demand(Json.message(3007)).get("sessions");
      assertEquals(3, sessions.size(), "with the one that made the account");
      JsonNode own = find(sessions, "a laptop");
      JsonNode other = find(sessions, "a phone");
      assertTrue(own.get("current").booleanValue());
      assertEquals(false, other.get("current").booleanValue());
      assertEquals("127.0.0.1", other.get("address").textValue());
      assertTrue(other.get("expires_ms").longValue() > other.get("created_ms").longValue());

      end(laptop, other);
      phone.awaitSentAway();
      assertForbidden(stack, 2, phoneToken);
      assertForbidden(stack, 1, phoneToken);
      assertEquals(
          404,
          laptop.errno(Json.message(3009).put("session_id", other.get("session_id").textValue())));
      assertEquals(2, laptop.demand(Json.message(3007)).get("sessions").size());
    }
  }

  @Test
  void nobodyEndsSomebodyElsesSession(Stack stack) {
    Person ada = stack.people().make("ada");
    Person eve = stack.people().make("eve");
    try (var hers = stack.lines(1);
        var his = stack.lines(2)) {
      logIn(hers, ada, "hers");
      logIn(his, eve, "his");
      JsonNode session = find(hers.demand(Json.message(3007)).get("sessions"), "hers");
      JsonNode answer =
          his.ask(Json.message(3009).put("session_id", session.get("session_id").textValue()));
      assertEquals(404, answer.get("errno").intValue());
      hers.demand(Json.message(9001));
    }
  }

  @Test
  void whoEndsTheOwnSessionHearsThatItIsDone(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var here = stack.lines(1)) {
      logIn(here, ada, "here");
      end(here, find(here.demand(Json.message(3007)).get("sessions"), "here"));
      here.awaitSentAway();
    }
  }

  @Test
  void loggingOutClosesTheSessionsConnectionsAtOtherGateways(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      JsonNode login = logIn(here, ada, "both");
      there.demand(Json.message(1).put("token", login.get("token").textValue()));
      here.send(Json.message(3));
      there.awaitSentAway();
      assertForbidden(stack, 2, login.get("token").textValue());
    }
  }

  @Test
  void aNewPasswordEndsAllOtherSessions(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var here = stack.lines(1);
        var sameSession = stack.lines(2);
        var there = stack.lines(2)) {
      String token = logIn(here, ada, "here").get("token").textValue();
      sameSession.demand(Json.message(1).put("token", token));
      logIn(there, ada, "there");
      JsonNode wrong =
          here.ask(Json.message(3011).put("old_password", "no").put("new_password", "new"));
      assertEquals(1, wrong.get("errno").intValue(), wrong::toString);
      here.demand(Json.message(3011).put("old_password", "pwd").put("new_password", "new"));
      there.awaitSentAway();
      sameSession.demand(Json.message(2007));
      assertEquals(1, here.demand(Json.message(3007)).get("sessions").size());
      assertForbidden(stack, 1, ada.token());
      JsonNode old =
          there(stack, Json.message(1).put("id", ada.id()).put("password", ada.password()));
      assertEquals(1, old.get("errno").intValue());
      assertEquals(
          0,
          there(stack, Json.message(1).put("id", ada.id()).put("password", "new"))
              .get("errno")
              .intValue());
    }
  }

  @Test
  void aProfileIsFoundByNameAndKeepsToItself(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var here = stack.lines(1)) {
      here.logIn(ada);
      JsonNode other = here.demand(Json.message(3001).put("name", bob.name())).get("profile");
      assertEquals(bob.id(), other.get("id").intValue());
      assertEquals(false, other.has("asks"));
      JsonNode own = here.demand(Json.message(3001)).get("profile");
      assertEquals(false, own.get("asks").booleanValue());
      assertEquals(404, here.errno(Json.message(3001).put("name", "no such name")));
    }
  }

  private static JsonNode logIn(Requester requester, Person person, String device) {
    return requester.demand(
        Json.message(1)
            .put("id", person.id())
            .put("password", person.password())
            .put("device", device));
  }

  private static void end(Requester requester, JsonNode session) {
    requester.demand(Json.message(3009).put("session_id", session.get("session_id").textValue()));
  }

  private static JsonNode find(JsonNode sessions, String device) {
    for (JsonNode session : sessions) {
      if (session.get("device").textValue().equals(device)) {
        return session;
      }
    }
    throw new AssertionError("no " + device + " in " + sessions);
  }

  private static void assertForbidden(Stack stack, int gateway, String token) {
    try (var requester = stack.lines(gateway)) {
      JsonNode answer = requester.ask(Json.message(1).put("token", token));
      assertEquals(403, answer.get("errno").intValue(), answer::toString);
    }
  }

  private static JsonNode there(Stack stack, ObjectNode request) {
    try (var requester = stack.lines(2)) {
      return requester.ask(request);
    }
  }
}
