package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of conversations, and what is found in them. */
@ExtendWith(Stack.Shared.class)
class SearchIT {
  private Person ada;
  private Person bob;
  private Person eve;
  private Requester asAda;
  private Requester asBob;

  @BeforeEach
  void logIn(Stack stack) {
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    eve = stack.people().make("eve");
    asAda = stack.lines();
    asAda.logIn(ada);
    asBob = stack.lines();
    asBob.demand(
        Json.message(1).put("id", bob.id()).put("password", bob.password()).put("acks", true));
  }

  @AfterEach
  void hangUp() {
    asAda.close();
    asBob.close();
  }

  @Test
  void findsTextsWhateverTheirCase() {
    say(asAda, bob, "Grüße aus KÖLN", "今天天气很好", "50% off_now!", "50 percent offXnow", "😀 smile");
    assertEquals(List.of("Grüße aus KÖLN"), found(asBob, "grüße"));
    assertEquals(List.of("Grüße aus KÖLN"), found(asBob, "köln"));
    assertEquals(List.of("今天天气很好"), found(asAda, "天气"));
    assertEquals(List.of("50% off_now!"), found(asAda, "0%"));
    assertEquals(List.of("50% off_now!"), found(asAda, "OFF_NOW!"));
    assertEquals(List.of("😀 smile"), found(asAda, "😀"));
    assertEquals(List.of(), found(asAda, "🎉"));
    assertEquals(List.of(), found(asAda, "'; drop table messages; --"));
    JsonNode one = asBob.demand(search("smile")).get("found").get(0);
    assertEquals("private:" + ada.id(), one.get("scope").textValue());
    assertEquals(
        asBob.demand(Json.message(1005).put("scope", "private:" + ada.id())).get("messages").get(4),
        one.get("message"));
  }

  @Test
  void findsOnlyWhatTheUserMaySee(Stack stack) {
    int group = stack.people().makeGroup("team", ada, bob);
    say(asAda, bob, "needle for bob");
    toGroup(group, "needle of old");
    asAda.demand(Json.message(2005).put("group_id", group).put("user_id", eve.id()));
    toGroup(group, "needle of late");
    try (var asEve = stack.lines()) {
      asEve.logIn(eve);
      assertEquals(List.of("needle of late"), found(asEve, "needle"));
      assertEquals(403, asEve.errno(search("x").put("scope", "group:" + other(stack))));
      assertEquals(List.of("needle of late"), foundIn(asEve, "needle", "group:" + group));
      assertEquals(List.of(), foundIn(asEve, "needle", "private:" + bob.id()));
      asAda.demand(Json.message(2013).put("group_id", group).put("user_id", eve.id()));
      assertEquals(List.of(), found(asEve, "needle"));
      assertEquals(403, asEve.errno(search("needle").put("scope", "group:" + group)));
    }
    assertEquals(3, found(asBob, "needle").size());
    assertEquals(List.of("needle for bob"), foundIn(asBob, "needle", "private:" + ada.id()));
  }

  @Test
  void findsTheNewTextAndNothingThatWasRecalled() {
    say(asAda, bob, "pear", "apple");
    asAda.demand(Json.chat(bob, "plum").put("edits", 1));
    assertEquals(List.of(), found(asBob, "pear"));
    assertEquals(List.of("plum"), found(asBob, "plum"), "the message, not the edit");
    asAda.demand(Json.message(1001).put("to_id", bob.id()).put("recalls", 1));
    assertEquals(List.of(), found(asBob, "plum"));
  }

  @Test
  void pagesGoBackInTime() {
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      say(asAda, bob, "page " + i);
      all.addFirst("page " + i);
    }
    List<String> paged = new ArrayList<>();
    ObjectNode request = search("PAGE").put("limit", 4);
    JsonNode page = asBob.demand(request);
    while (page.get("more").booleanValue()) {
      paged.addAll(texts(page));
      JsonNode found = page.get("found");
      JsonNode last = found.get(found.size() - 1).get("message");
      request.put("before_ms", last.get("timestamp_ms").longValue());
      page = asBob.demand(request);
    }
    paged.addAll(texts(page));
    assertEquals(all, paged);
    assertEquals(400, asBob.errno(search("page").put("limit", 51)));
    assertEquals(400, asBob.errno(search("page").put("limit", 0)));
    assertEquals(400, asBob.errno(search("")));
    assertEquals(413, asBob.errno(search("x".repeat(101))));
    assertEquals(400, asBob.errno(search("x").put("scope", "everybody")));
  }

  @Test
  void conversationsAreListedWithWhatIsUnread(Stack stack) {
    int group = stack.people().makeGroup("team", ada, bob);
    int empty = stack.people().makeGroup("empty", bob);
    say(asAda, bob, "one", "two", "three");
    try (var notLoggedIn = stack.lines()) {
      // Answered when it is written, while what a session acknowledges is written later.
      notLoggedIn.demand(
          Json.message(1007)
              .put("token", bob.token())
              .put("scope", "private:" + ada.id())
              .put("delivered_seq", 2)
              .put("read_seq", 1));
    }
    toGroup(group, "to all");
    JsonNode list = conversations(asBob, 3);
    JsonNode withAda = one(list, "private:" + ada.id());
    assertEquals(ada.name(), withAda.get("name").textValue());
    assertEquals(3, withAda.get("head_seq").intValue());
    assertEquals(2, withAda.get("delivered_seq").intValue());
    assertEquals(1, withAda.get("read_seq").intValue());
    assertEquals("three", withAda.get("last").get("content").textValue());
    assertEquals(0, withAda.get("peer_read_seq").intValue());
    JsonNode team = one(list, "group:" + group);
    assertEquals("team", team.get("name").textValue());
    assertEquals("to all", team.get("last").get("content").textValue());
    assertFalse(team.has("peer_read_seq"));
    assertEquals("group:" + empty, list.get(2).get("scope").textValue(), "the oldest comes last");
    assertFalse(list.get(2).has("last"));
    JsonNode withBob = one(conversations(asAda, 2), "private:" + bob.id());
    assertEquals(2, withBob.get("peer_delivered_seq").intValue());
    assertEquals(1, withBob.get("peer_read_seq").intValue());
    asAda.demand(Json.message(2005).put("group_id", group).put("user_id", eve.id()));
    try (var asEve = stack.lines()) {
      asEve.logIn(eve);
      JsonNode joined = conversations(asEve, 1).get(0);
      assertEquals(1, joined.get("joined_seq").intValue());
      assertFalse(joined.has("last"), "written before she came");
    }
  }

  private static JsonNode conversations(Requester requester, int count) {
    JsonNode list = requester.demand(Json.message(1009)).get("conversations");
    assertEquals(count, list.size(), list::toString);
    return list;
  }

  private static JsonNode one(JsonNode list, String scope) {
    for (JsonNode conversation : list) {
      if (conversation.get("scope").textValue().equals(scope)) {
        return conversation;
      }
    }
    throw new AssertionError("no " + scope + " in " + list);
  }

  private int other(Stack stack) {
    return stack.people().makeGroup("other", ada);
  }

  private static void say(Requester requester, Person receiver, String... texts) {
    for (String text : texts) {
      requester.demand(Json.chat(receiver, text));
    }
  }

  private void toGroup(int group, String text) {
    asAda.demand(Json.message(1003).put("group_id", group).put("content", text));
  }

  private static ObjectNode search(String text) {
    return Json.message(1011).put("text", text);
  }

  private static List<String> found(Requester requester, String text) {
    return texts(requester.demand(search(text)));
  }

  private static List<String> foundIn(Requester requester, String text, String scope) {
    return texts(requester.demand(search(text).put("scope", scope)));
  }

  private static List<String> texts(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer
        .get("found")
        .forEach(found -> texts.add(found.get("message").get("content").textValue()));
    return texts;
  }
}
