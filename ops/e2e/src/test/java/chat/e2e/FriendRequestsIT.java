package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who wants to be asked is asked, and friends part; on two gateways. */
@ExtendWith(Stack.Shared.class)
class FriendRequestsIT {
  private static final int FRIEND_ADDED = 2101;
  private static final int FRIEND_STATES = 2107;
  private static final int FRIEND_REQUESTED = 2109;
  private static final int FRIEND_REMOVED = 2111;

  @Test
  void whoWantsToBeAskedAnswers(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = asking(stack);
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(bob);
      assertTrue(ask(here, bob, "from the club").path("pending").booleanValue());
      JsonNode push = there.nextPush(FRIEND_REQUESTED);
      assertEquals(ada.id(), push.at("/user/id").intValue());
      JsonNode request = requests(there).getFirst();
      assertEquals(ada.name(), request.at("/user/name").textValue());
      assertEquals("from the club", request.get("text").textValue());

      assertTrue(ask(here, bob, "again").path("pending").booleanValue());
      assertEquals("again", requests(there).getFirst().get("text").textValue());
      there.demand(Json.message(2023).put("user_id", ada.id()).put("accept", true));
      assertEquals(bob.id(), here.nextPush(FRIEND_ADDED).at("/friend/id").intValue());
      assertEquals(List.of(), requests(there));
      assertEquals(List.of(ada.id()), friends(there));
      assertFalse(ask(here, bob, "once more").has("pending"), "they are friends");
      assertEquals(
          404,
          there
              .ask(Json.message(2023).put("user_id", ada.id()).put("accept", true))
              .get("errno")
              .intValue());
    }
  }

  @Test
  void whoIsDeclinedIsTold(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = asking(stack);
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(bob);
      ask(here, bob, "");
      there.demand(Json.message(2023).put("user_id", ada.id()).put("accept", false));
      assertEquals(bob.id(), here.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
      assertEquals(List.of(), friends(here));
    }
  }

  @Test
  void twoWhoAskEachOtherAreFriends(Stack stack) {
    Person ada = asking(stack);
    Person bob = asking(stack);
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(bob);
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
  }

  @Test
  void whoIsBlockedLearnsNothingOfIt(Stack stack) {
    Person eve = stack.people().make("eve");
    Person bob = asking(stack);
    try (var blocked = stack.lines(1);
        var blocking = stack.lines(2)) {
      blocked.logIn(eve);
      blocking.logIn(bob);
      ask(blocked, bob, "before");
      blocking.demand(Json.message(2015).put("blocked_id", eve.id()));
      assertEquals(List.of(), requests(blocking), "what was asked before");
      assertTrue(ask(blocked, bob, "after").path("pending").booleanValue());
      blocking.demand(Json.message(2017).put("blocked_id", eve.id()));
      assertEquals(List.of(), requests(blocking));
    }
  }

  @Test
  void aRequestIsTakenBack(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = asking(stack);
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(bob);
      ask(here, bob, "");
      here.demand(Json.message(2025).put("friend_id", bob.id()));
      assertEquals(ada.id(), there.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
      assertEquals(List.of(), requests(there));
    }
  }

  @Test
  void whoPartsSeesNoStatesAnyMoreButWhatWasWritten(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person cem = stack.people().make("cem");
    stack.people().befriend(ada, bob);
    stack.people().befriend(ada, cem);
    try (var here = stack.lines(1);
        var phone = stack.lines(2);
        var there = stack.lines(2);
        var other = stack.lines(2)) {
      phone.logIn(ada);
      here.demand(Json.message(1).put("token", ada.token()).put("presence", true));
      there.logIn(bob);
      assertEquals(bob.id(), here.nextPush(FRIEND_STATES).at("/friends/0/id").intValue());
      there.demand(Json.chat(ada, "farewell-" + ada.id()));
      there.demand(Json.message(2025).put("friend_id", ada.id()));
      assertEquals(bob.id(), phone.nextPush(FRIEND_REMOVED).at("/friend/id").intValue());
      assertEquals("offline", here.nextPush(FRIEND_STATES).at("/friends/0/state").textValue());
      there.demand(Json.message(3005).put("state", "away"));
      other.logIn(cem);
      // News of bob would have come before, or with these.
      JsonNode news = here.nextPush(FRIEND_STATES).get("friends");
      assertEquals(1, news.size(), news::toString);
      assertEquals(cem.id(), news.at("/0/id").intValue());
      assertEquals(List.of(cem.id()), friends(here));
      assertEquals(
          1,
          here.demand(Json.message(1005).put("scope", "private:" + bob.id()))
              .get("messages")
              .size());
      here.demand(Json.message(2001).put("friend_id", bob.id()));
      awaitAway(here, bob);
    }
  }

  @Test
  void noMoreThanFiveHundredWait(Stack stack) throws SQLException {
    Person ada = stack.people().make("ada");
    Person bob = asking(stack);
    try (Connection database = stack.database();
        PreparedStatement statement =
            database.prepareStatement(
                "INSERT INTO friend_requests (to_id, from_id, created_ms)"
                    + " SELECT ?, seq, 0 FROM seq_1000000_to_1000499")) {
      statement.setInt(1, bob.id());
      assertEquals(500, statement.executeUpdate());
    }
    try (var here = stack.lines(1)) {
      here.logIn(ada);
      JsonNode answer = here.ask(Json.message(2001).put("friend_id", bob.id()));
      assertEquals(429, answer.get("errno").intValue(), answer::toString);
      JsonNode tooLong =
          here.ask(Json.message(2001).put("friend_id", bob.id()).put("text", "a".repeat(201)));
      assertEquals(413, tooLong.get("errno").intValue(), tooLong::toString);
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

  private static Person asking(Stack stack) {
    Person person = stack.people().make("asked");
    try (var requester = stack.lines()) {
      JsonNode set =
          requester.demand(Json.message(3003).put("token", person.token()).put("asks", true));
      assertTrue(set.at("/profile/asks").booleanValue(), set::toString);
    }
    return person;
  }

  private static JsonNode ask(Requester requester, Person other, String text) {
    return requester.demand(Json.message(2001).put("friend_id", other.id()).put("text", text));
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
