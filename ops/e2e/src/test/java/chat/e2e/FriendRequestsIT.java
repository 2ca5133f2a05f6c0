package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who wants to be asked is asked, and friends part; on two gateways. */
@ExtendWith(Stack.Shared.class)
class FriendRequestsIT {
  private static final int FRIEND_ADDED = 2101;
  private static final int FRIEND_STATES = 2107;
  private static final int FRIEND_REQUESTED = 2109;
  private static final int FRIEND_REMOVED = 2111;

  private Person ada;
  private Person bob;
  private Requester here;
  private Requester there;

  /** Bob wants to be asked. */
  @BeforeEach
  void logIn(Stack stack) {
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
    here = stack.lines(1);
    here.logIn(ada);
    there = stack.lines(2);
    there.logIn(bob);
    wantToBeAsked(there);
  }

  @AfterEach
  void hangUp() {
    here.close();
    there.close();
  }

  @Test
  void whoWantsToBeAskedAnswers() {
    assertTrue(ask("from the club").path("pending").booleanValue());
    JsonNode push = there.nextPush(FRIEND_REQUESTED);
    assertEquals(ada.id(), push.at("/user/id").intValue());
    JsonNode request = requests(there).getFirst();
    assertEquals(ada.name(), request.at("/user/name").textValue());
    assertEquals("from the club", request.get("text").textValue());

    assertTrue(ask("again").path("pending").booleanValue());
    assertEquals("again", requests(there).getFirst().get("text").textValue());
    there.demand(answer(true));
    assertEquals(bob.id(), here.nextPush(FRIEND_ADDED).at("/friend/id").intValue());
    assertEquals(List.of(), requests(there));
    assertEquals(List.of(ada.id()), friends(there));
    assertFalse(ask("once more").has("pending"), "they are friends");
    assertEquals(404, there.errno(answer(true)));
  }

  @Test
  void whoIsDeclinedIsTold() {
    ask("");
    there.demand(answer(false));
    assertEquals(bob.id(), here.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
    assertEquals(List.of(), friends(here));
  }

  @Test
  void twoWhoAskEachOtherAreFriends() {
    wantToBeAsked(here);
    // Both at once: whoever comes second finds the first one's request.
    here.send(Json.message(2001).put("friend_id", bob.id()));
    there.send(Json.message(2001).put("friend_id", ada.id()));
    // Answers come in the order of the requests.
    here.demand(Json.message(9001));
    there.demand(Json.message(9001));
    assertEquals(List.of(bob.id()), friends(here));
    assertEquals(List.of(ada.id()), friends(there));
    assertEquals(List.of(), requests(here));
    assertEquals(List.of(), requests(there));
  }

  /** Bob's request is written between what Ada's looks at and what it writes, unless one waits. */
  @Test
  void aRequestIsNotLeftBetweenFriends(Stack stack) throws Exception {
    wantToBeAsked(here);
    there.demand(Json.message(3003).put("asks", false));
    String both = ada.id() + ", " + bob.id();
    try (Connection database = stack.database();
        Statement holder = database.createStatement()) {
      database.setAutoCommit(false);
      holder.execute("SELECT id FROM users WHERE id IN (" + both + ") FOR UPDATE");
      there.send(Json.message(2001).put("friend_id", ada.id()));
      awaitWaiting(stack, 1);
      here.send(Json.message(2001).put("friend_id", bob.id()));
      awaitWaiting(stack, 2);
      database.rollback();
    }
    here.demand(Json.message(9001));
    there.demand(Json.message(9001));
    assertEquals(List.of(bob.id()), friends(here));
    assertEquals(List.of(), requests(here));
  }

  @Test
  void whoIsBlockedLearnsNothingOfIt() {
    ask("before");
    there.demand(Json.message(2015).put("blocked_id", ada.id()));
    assertEquals(List.of(), requests(there), "what was asked before");
    assertTrue(ask("after").path("pending").booleanValue());
    there.demand(Json.message(2017).put("blocked_id", ada.id()));
    assertEquals(List.of(), requests(there));
  }

  @Test
  void aRequestIsTakenBack() {
    ask("");
    here.demand(Json.message(2025).put("friend_id", bob.id()));
    assertEquals(ada.id(), there.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
    assertEquals(List.of(), requests(there));
  }

  @Test
  void noMoreThanFiveHundredWait(Stack stack) {
    assertEquals(
        500,
        Rows.change(
            stack,
            "INSERT INTO friend_requests (to_id, from_id, created_ms) SELECT "
                + bob.id()
                + ", seq, 0 FROM seq_1000000_to_1000499"));
    JsonNode answer = here.ask(Json.message(2001).put("friend_id", bob.id()));
    assertEquals(429, answer.get("errno").intValue(), answer::toString);
    JsonNode tooLong =
        here.ask(Json.message(2001).put("friend_id", bob.id()).put("text", "a".repeat(201)));
    assertEquals(413, tooLong.get("errno").intValue(), tooLong::toString);
  }

  @Test
  void whoPartsSeesNoStatesAnyMoreButWhatWasWritten(Stack stack) {
    Person dan = stack.people().make("dan");
    Person eve = stack.people().make("eve");
    Person cem = stack.people().make("cem");
    stack.people().befriend(dan, eve);
    stack.people().befriend(dan, cem);
    try (var watching = stack.lines(1);
        var phone = stack.lines(2);
        var parting = stack.lines(2);
        var other = stack.lines(2)) {
      phone.logIn(dan);
      watching.demand(Json.message(1).put("token", dan.token()).put("presence", true));
      parting.logIn(eve);
      assertEquals(eve.id(), watching.nextPush(FRIEND_STATES).at("/friends/0/id").intValue());
      parting.demand(Json.chat(dan, "farewell-" + dan.id()));
      parting.demand(Json.message(2025).put("friend_id", dan.id()));
      assertEquals(eve.id(), phone.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
      assertEquals("offline", watching.nextPush(FRIEND_STATES).at("/friends/0/state").textValue());
      parting.demand(Json.message(3005).put("state", "away"));
      other.logIn(cem);
      // News of eve would have come before, or with these.
      JsonNode news = watching.nextPush(FRIEND_STATES).get("friends");
      assertEquals(1, news.size(), news::toString);
      assertEquals(cem.id(), news.at("/0/id").intValue());
      assertEquals(List.of(cem.id()), friends(watching));
      assertEquals(
          1,
          watching
              .demand(Json.message(1005).put("scope", "private:" + eve.id()))
              .get("messages")
              .size());
      watching.demand(Json.message(2001).put("friend_id", eve.id()));
      awaitAway(watching, eve);
    }
  }

  /** They may be seen offline before, where the end of their parting is heard late. */
  private static void awaitAway(Requester requester, Person friend) {
    JsonNode state;
    do {
      state = requester.nextPush(FRIEND_STATES).at("/friends/0");
      assertEquals(friend.id(), state.get("id").intValue());
    } while (!state.get("state").textValue().equals("away"));
  }

  /** So many statements that name Ada wait, for who holds her row. */
  private void awaitWaiting(Stack stack, int statements) {
    String waiting =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE command <> 'Sleep'"
            + " AND id <> CONNECTION_ID() AND info LIKE '%"
            + ada.id()
            + "%'";
    await().until(() -> Rows.numbers(stack, waiting).equals(List.of(statements)));
  }

  private static void wantToBeAsked(Requester requester) {
    JsonNode set = requester.demand(Json.message(3003).put("asks", true));
    assertTrue(set.at("/profile/asks").booleanValue(), set::toString);
  }

  private JsonNode ask(String text) {
    return here.demand(Json.message(2001).put("friend_id", bob.id()).put("text", text));
  }

  private ObjectNode answer(boolean accept) {
    return Json.message(2023).put("user_id", ada.id()).put("accept", accept);
  }

  private static List<JsonNode> requests(Requester requester) {
    return list(requester.demand(Json.message(2021)).get("requests"));
  }

  private static List<Integer> friends(Requester requester) {
    return list(requester.demand(Json.message(2007)).get("friends")).stream()
        .map(friend -> friend.get("id").intValue())
        .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
