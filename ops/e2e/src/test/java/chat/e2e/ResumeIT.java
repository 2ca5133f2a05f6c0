package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device that comes back says what it has, and gets the rest, whatever other devices did. */
@ExtendWith(Stack.Shared.class)
class ResumeIT {
  @Test
  void aDeviceGetsWhatItMissesItself(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    String scope = "private:" + bob.id();
    try (var phone = stack.lines();
        var friend = stack.lines()) {
      JsonNode login = logIn(phone, ada, Json.object());
      friend.logIn(bob);
      say(friend, ada, "one");
      say(friend, ada, "two");
      say(phone, bob, "three, of mine");
      phone.demand(Json.message(1007).put("scope", scope).put("delivered_seq", 3));
      assertEquals(List.of(), texts(login.get("offlinemsg")));
    }
    try (var laptop = stack.lines();
        var news = stack.lines()) {
      ObjectNode seen = Json.object().put(scope, 1);
      assertEquals(
          List.of("two", "three, of mine"), texts(logIn(laptop, ada, seen).get("offlinemsg")));
      assertEquals(List.of(), texts(logIn(news, ada, Json.object()).get("offlinemsg")));
    }
  }

  private static JsonNode logIn(Requester requester, Person person, ObjectNode seen) {
    ObjectNode login = Json.message(1).put("id", person.id()).put("password", person.password());
    login.put("acks", true).set("seen", seen);
    return requester.demand(login);
  }

  private static List<String> texts(JsonNode messages) {
    List<String> texts = new ArrayList<>();
    messages.forEach(message -> texts.add(message.get("content").textValue()));
    return texts;
  }

  private static void say(Requester requester, Person receiver, String text) {
    requester.demand(Json.message(1001).put("to_id", receiver.id()).put("content", text));
  }
}
