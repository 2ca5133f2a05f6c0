package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two gateways side by side deliver to each other's users. */
@ExtendWith(Stack.Shared.class)
class TwoGatewaysIT {

  @Test
  void eachDeliversToTheOthersUsers(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    int group = stack.people().makeGroup("team", ada, bob);
    try (var first = stack.lines(1);
        var second = stack.lines(2)) {
      first.logIn(ada);
      JsonNode login = second.logIn(bob);
      assertEquals("online", login.at("/friends/0/state").textValue());

      first.demand(Json.message(1001).put("to_id", bob.id()).put("content", "to the second"));
      assertEquals("to the second", second.nextPush().get("content").textValue());
      second.demand(Json.message(1003).put("group_id", group).put("content", "to the first"));
      assertEquals("to the first", first.nextPush().get("content").textValue());
    }
  }

  @Test
  void allDevicesOfAUserGetEverythingButTheOneThatSent(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var adaHere = stack.lines(1);
        var adaThere = stack.lines(2);
        var bobHere = stack.lines(1);
        var bobThere = stack.lines(2)) {
      adaHere.logIn(ada);
      adaThere.logIn(ada);
      bobHere.logIn(bob);
      bobThere.logIn(bob);
      adaHere.demand(Json.message(1001).put("to_id", bob.id()).put("content", "one"));
      adaThere.demand(Json.message(1001).put("to_id", bob.id()).put("content", "two"));
      for (Requester device : new Requester[] {bobHere, bobThere}) {
        assertEquals("one", device.nextPush().get("content").textValue());
        assertEquals("two", device.nextPush().get("content").textValue());
      }
      assertEquals("two", adaHere.nextPush().get("content").textValue());
      assertEquals("one", adaThere.nextPush().get("content").textValue());
    }
  }
}
