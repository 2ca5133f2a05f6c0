package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.ClassicClient;
import chat.e2e.client.FrameClient;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that are changed after they were sent, and messages that are more than a text. */
@ExtendWith(Stack.Shared.class)
class EditsIT {
  private static final String FILE = "0123456789abcdef0123456789";

  private Person ada;
  private Person bob;
  private Requester asAda;
  private Requester asBob;

  @BeforeEach
  void logIn(Stack stack) {
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    asAda = stack.lines(1);
    asAda.logIn(ada);
    asBob = stack.lines(2);
    asBob.logIn(bob);
  }

  @AfterEach
  void hangUp() {
    asAda.close();
    asBob.close();
  }

  @Test
  void anEditReachesEverybodyAndTheHistoryShowsTheNewText() {
    asAda.demand(Json.chat(bob, "helo"));
    // What is delivered late comes as it is by then: so one after the other.
    assertEquals("helo", asBob.nextPush().get("content").textValue());
    JsonNode ack = asAda.demand(edit(1, "hello"));
    assertEquals(2, ack.get("seq").intValue());
    JsonNode push = asBob.nextPush();
    assertEquals("hello", push.get("content").textValue());
    assertEquals(1, push.get("edits").intValue());
    assertEquals(2, push.get("seq").intValue());
    assertFalse(push.has("edited_ms"));
    asAda.demand(edit(1, "hello!"));
    JsonNode third = asBob.nextPush();
    JsonNode history = history(asBob, ada);
    assertEquals("hello!", history.get(0).get("content").textValue());
    assertEquals(third.get("timestamp_ms"), history.get(0).get("edited_ms"));
    assertEquals(push, history.get(1));
    assertEquals(third, history.get(2));
  }

  @Test
  void aRecallTakesTheTextAndItsEditsAway() {
    asAda.demand(Json.chat(bob, "a secret"));
    asAda.demand(edit(1, "another secret"));
    asAda.demand(recall(1));
    asBob.nextPush();
    asBob.nextPush();
    JsonNode push = asBob.nextPush();
    assertEquals("", push.get("content").textValue());
    assertEquals(1, push.get("recalls").intValue());
    JsonNode history = history(asBob, ada);
    assertEquals(3, history.size());
    for (int i : new int[] {0, 1}) {
      assertEquals("", history.get(i).get("content").textValue());
      assertEquals(push.get("timestamp_ms"), history.get(i).get("recalled_ms"));
    }
    assertEquals(push, history.get(2));
  }

  @Test
  void whatMayNotBeChangedIsRefused() {
    asAda.demand(Json.chat(bob, "one"));
    asBob.demand(Json.chat(ada, "two"));
    assertEquals(403, asAda.errno(edit(2, "mine")));
    assertEquals(403, asAda.errno(recall(2)));
    assertEquals(404, asAda.errno(edit(9, "nothing")));
    asAda.demand(edit(1, "uno"));
    assertEquals(404, asAda.errno(edit(3, "an edit")));
    assertEquals(404, asAda.errno(recall(3)));
    asAda.demand(recall(1));
    assertEquals(404, asAda.errno(edit(1, "again")));
    assertEquals(404, asAda.errno(recall(1)));
    assertEquals(400, asAda.errno(edit(1, "")));
    assertEquals(400, asAda.errno(edit(1, "x").put("reply_to", 2)));
    assertEquals(404, asAda.errno(Json.chat(bob, "x").put("reply_to", 99)));
    assertEquals(4, history(asAda, bob).size());
  }

  @Test
  void ownersAndAdministratorsRecallWhatMembersWrote(Stack stack) {
    Person cy = stack.people().make("cy");
    int group = stack.people().makeGroup("team", ada, bob, cy);
    try (var asCy = stack.lines()) {
      asCy.logIn(cy);
      asBob.demand(toGroup(group).put("content", "rude"));
      asAda.demand(toGroup(group).put("content", "stop"));
      assertEquals(403, asCy.errno(toGroup(group).put("recalls", 1)));
      asAda.demand(toGroup(group).put("recalls", 1));
      asBob.demand(toGroup(group).put("content", "rude again"));
      makeAdministrator(stack, group, cy);
      assertEquals(403, asCy.errno(toGroup(group).put("edits", 4).put("content", "nice")));
      asCy.demand(toGroup(group).put("recalls", 4));
      asCy.demand(toGroup(group).put("recalls", 2));
      JsonNode history =
          asBob
              .demand(Json.message(1005).put("scope", "group:" + group).put("limit", 4))
              .get("messages");
      assertTrue(history.get(1).has("recalled_ms"), history::toString);
      assertEquals(4, history.get(2).get("recalls").intValue());
    }
  }

  @Test
  void sendingAgainGivesTheFirstAnswerAlsoAfterAChange() {
    ObjectNode message = Json.chat(bob, "first").put("msg_id", "m");
    ObjectNode edit = edit(1, "second").put("msg_id", "e");
    ObjectNode recall = recall(1).put("msg_id", "r");
    JsonNode first = seqAndTime(asAda.demand(message));
    JsonNode edited = seqAndTime(asAda.demand(edit));
    assertEquals(first, seqAndTime(asAda.demand(message)));
    assertEquals(409, asAda.errno(edit(1, "third").put("msg_id", "e")));
    assertEquals(409, asAda.errno(Json.chat(bob, "second").put("msg_id", "e")));
    JsonNode recalled = seqAndTime(asAda.demand(recall));
    assertEquals(first, seqAndTime(asAda.demand(message)));
    assertEquals(edited, seqAndTime(asAda.demand(edit)));
    assertEquals(recalled, seqAndTime(asAda.demand(recall)));
    assertEquals(3, history(asAda, bob).size());
  }

  @Test
  void editsThatRaceEndTheSameForEverybody(Stack stack) {
    asAda.demand(Json.chat(bob, "0"));
    try (var other = stack.lines(2)) {
      other.logIn(ada);
      for (int i = 1; i <= 20; i++) {
        asAda.send(edit(1, "a" + i));
        other.send(edit(1, "b" + i));
      }
      String last = "";
      for (int seq = 1; seq <= 41; seq++) {
        JsonNode push = asBob.nextPush();
        assertEquals(seq, push.get("seq").intValue());
        last = push.get("content").textValue();
      }
      assertEquals(last, history(asBob, ada).get(0).get("content").textValue());
    }
  }

  @Test
  void repliesAndMentionsComeAsTheyWereSent() {
    asAda.demand(Json.chat(bob, "a question"));
    ObjectNode answer = Json.chat(ada, "an answer").put("reply_to", 1);
    answer.putArray("mentions").add(ada.id()).add(bob.id());
    asBob.demand(answer);
    JsonNode push = asAda.nextPush();
    assertEquals(1, push.get("reply_to").intValue());
    assertEquals(answer.get("mentions"), push.get("mentions"));
    assertEquals(push, history(asBob, ada).get(1));
  }

  @Test
  void aFileIsItsOwnersToSendAndGoneWhenItIsRecalled(Stack stack) {
    String id = store(stack, ada, true);
    ObjectNode message = Json.message(1001).put("to_id", bob.id());
    message.putObject("file").put("id", id);
    asAda.demand(message);
    JsonNode push = asBob.nextPush();
    assertEquals(
        Json.parse("{\"id\":\"" + id + "\",\"name\":\"a.png\",\"type\":\"image/png\",\"size\":3}"),
        push.get("file"));
    assertEquals("", push.get("content").textValue());
    assertEquals(push, history(asAda, bob).get(0));
    assertEquals(1, uses(stack, id));
    ObjectNode stolen = Json.message(1001).put("to_id", ada.id());
    stolen.putObject("file").put("id", id);
    assertEquals(404, asBob.errno(stolen));
    ObjectNode incomplete = Json.message(1001).put("to_id", bob.id());
    incomplete.putObject("file").put("id", store(stack, ada, false));
    assertEquals(404, asAda.errno(incomplete));
    asAda.demand(recall(1));
    assertFalse(history(asBob, ada).get(0).has("file"));
    assertEquals(0, uses(stack, id));
  }

  @Test
  void oldClientsSeeTexts(Stack stack) {
    Person cy = stack.people().make("cy");
    int group = stack.people().makeGroup("old", ada, bob, cy);
    String file = store(stack, ada, true);
    try (var classic = new ClassicClient(stack.gateway(1).tcp());
        var web = new SocketClient(stack.gateway(1).http(), "/ws?token=" + cy.token())) {
      classic.send(Json.message(1).put("id", bob.id()).put("password", "pwd").toString());
      classic.receive();
      web.receive();
      ObjectNode withFile = toGroup(group).put("content", "look");
      withFile.putObject("file").put("id", file);
      asAda.demand(toGroup(group).put("content", "helo"));
      assertShown("helo", classic, web);
      asAda.demand(toGroup(group).put("content", "hello").put("edits", 1));
      assertShown("✎ hello", classic, web);
      asAda.demand(withFile);
      assertShown("📎 a.png (3 B) look", classic, web);
      asAda.demand(toGroup(group).put("recalls", 1));
      assertShown("↩ (recalled)", classic, web);
      JsonNode history =
          stack
              .rest()
              .call(
                  "GET", "/api/messages/group/" + group, Optional.of(cy.token()), Optional.empty())
              .json()
              .get("messages");
      assertEquals(2, history.size());
      assertEquals("↩ (recalled)", history.get(0).get("content").textValue());
      assertEquals("📎 a.png (3 B) look", history.get(1).get("content").textValue());
    }
  }

  private static void assertShown(String text, FrameClient... clients) {
    for (FrameClient client : clients) {
      JsonNode frame = Json.parse(client.receive());
      assertEquals(text, frame.path("msg").textValue(), frame::toString);
    }
  }

  private ObjectNode edit(int seq, String content) {
    return Json.message(1001).put("to_id", bob.id()).put("content", content).put("edits", seq);
  }

  private ObjectNode recall(int seq) {
    return Json.message(1001).put("to_id", bob.id()).put("recalls", seq);
  }

  private static ObjectNode toGroup(int group) {
    return Json.message(1003).put("group_id", group);
  }

  private static JsonNode seqAndTime(JsonNode ack) {
    return Json.object()
        .put("seq", ack.get("seq").longValue())
        .put("timestamp_ms", ack.get("timestamp_ms").longValue());
  }

  private static JsonNode history(Requester requester, Person peer) {
    return requester
        .demand(Json.message(1005).put("scope", "private:" + peer.id()))
        .get("messages");
  }

  private static void makeAdministrator(Stack stack, int group, Person member) {
    Rows.change(
        stack,
        "UPDATE group_members SET role = 'admin' WHERE group_id = %d AND user_id = %d"
            .formatted(group, member.id()));
  }

  /** A file as the file service leaves it; its id. */
  private static String store(Stack stack, Person owner, boolean complete) {
    String id = FILE + String.format("%05x", owner.id()) + (complete ? "1" : "0");
    Rows.change(
        stack,
        "INSERT INTO files VALUES ('%s', %d, 'a.png', 'image/png', 3, %b, 1)"
            .formatted(id, owner.id(), complete));
    return id;
  }

  private static int uses(Stack stack, String fileId) {
    String query = "SELECT COUNT(*) FROM file_uses WHERE file_id = '" + fileId + "'";
    return Rows.numbers(stack, query).getFirst();
  }
}
