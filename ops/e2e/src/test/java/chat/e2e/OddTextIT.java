package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names and messages come back byte for byte, whatever characters they have. */
@ExtendWith(Stack.Shared.class)
class OddTextIT {
  private static final List<String> TEXTS =
      List.of(
          "O'Hara \"the\" \\ 100%",
          "'; drop table users; --",
          "%s %d %n ${jndi:ldap://x} #{1+1}",
          "<script>alert('x')</script>&amp;",
          "你好，世界",
          "😀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
          "\u00e9 is not e\u0301",
          "مرحبا עולם",
          " begins and ends with a space ",
          "a\u200bb\u2028c\ufeffd");

  @Test
  void inNames(Stack stack) throws Exception {
    for (String name : TEXTS) {
      Person person = stack.people().makeNamed(name);
      try (var requester = stack.lines()) {
        JsonNode login = requester.demand(Json.message(1).put("name", name).put("password", "pwd"));
        assertEquals(person.id(), login.at("/user/id").intValue());
        assertEquals(name, login.at("/user/name").textValue());
        assertEquals(name, requester.demand(Json.message(3001)).at("/profile/name").textValue());
      }
      String body = Json.object().put("name", name).put("pwd", "pwd").toString();
      RestClient.Answer answer =
          stack.rest().call("POST", "/api/login", Optional.empty(), Optional.of(body));
      assertEquals(escaped(name), answer.json().at("/user/name").textValue());
      try (Connection database = stack.database();
          PreparedStatement statement =
              database.prepareStatement("SELECT name FROM users WHERE id = ?")) {
        statement.setInt(1, person.id());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          assertEquals(name, row.getString(1));
        }
      }
    }
  }

  @Test
  void inMessages(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var adas = stack.lines();
        var bobs = stack.page()) {
      adas.logIn(ada);
      bobs.logIn(bob);
      for (String text : TEXTS) {
        adas.demand(
            Json.message(1001).put("to_id", bob.id()).put("content", text).put("msg_id", text));
        JsonNode push = bobs.nextPush();
        assertEquals(text, push.get("content").textValue());
        assertEquals(text, push.get("msg_id").textValue());
      }
      JsonNode history = bobs.demand(Json.message(1005).put("scope", "private:" + ada.id()));
      JsonNode web =
          stack
              .rest()
              .call(
                  "GET",
                  "/api/messages/friend/" + ada.id(),
                  Optional.of(bob.token()),
                  Optional.empty())
              .json();
      for (int i = 0; i < TEXTS.size(); i++) {
        assertEquals(TEXTS.get(i), history.at("/messages/" + i + "/content").textValue());
        assertEquals(escaped(TEXTS.get(i)), web.at("/messages/" + i + "/content").textValue());
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
