package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Friends see each other come, be away and leave, whichever gateways they are on. */
@ExtendWith(Stack.Shared.class)
class FriendStatesIT {
  private static final int FRIEND_STATES = 2107;
  private static final int STORM = 20;

  @Test
  void friendsSeeEachOtherComeBeAwayAndLeave(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var here = stack.lines(1);
        var phone = stack.lines(2);
        var laptop = stack.lines(1)) {
      assertEquals("offline", watch(here, ada).at("/friends/0/state").textValue());
      assertEquals("online", watch(phone, bob).at("/friends/0/state").textValue());
      assertEquals(Map.of(bob.id(), "online"), nextStates(here));
      setState(phone, "away");
      assertEquals(Map.of(bob.id(), "away"), nextStates(here));
      laptop.logIn(bob);
      assertEquals(Map.of(bob.id(), "online"), nextStates(here), "at one of two devices");
      setState(here, "away");
      assertEquals(Map.of(ada.id(), "away"), nextStates(phone));
      setState(laptop, "away");
      assertEquals(Map.of(bob.id(), "away"), nextStates(here), "at none of two devices");
      setState(phone, "online");
      assertEquals(Map.of(bob.id(), "online"), nextStates(here));
      leave(phone);
      assertEquals(Map.of(bob.id(), "away"), nextStates(here), "only the laptop is left");
      leave(laptop);
      assertEquals(Map.of(bob.id(), "offline"), nextStates(here));
    }
  }

  @Test
  void whoIsBlockedSeesNothingUntilUnblocked(Stack stack) {
    Person bob = stack.people().make("bob");
    Person eve = stack.people().make("eve");
    Person ada = stack.people().make("ada");
    stack.people().befriend(bob, eve);
    stack.people().befriend(ada, eve);
    stack.people().makeGroup("team", bob, eve);
    try (var blocked = stack.lines(1);
        var blocking = stack.lines(2);
        var other = stack.lines(2)) {
      blocking.logIn(bob);
      blocking.demand(Json.message(2015).put("blocked_id", eve.id()));
      JsonNode login = watch(blocked, eve);
      assertEquals("offline", login.at("/friends/0/state").textValue());
      assertEquals("offline", login.at("/groups/0/members/0/state").textValue());
      setState(blocking, "away");
      other.logIn(ada);
      // News of bob would have come before, or with these.
      assertEquals(Map.of(ada.id(), "online"), nextStates(blocked));
      blocking.demand(Json.message(2017).put("blocked_id", eve.id()));
      assertEquals(Map.of(bob.id(), "away"), nextStates(blocked));
      blocking.demand(Json.message(2015).put("blocked_id", eve.id()));
      assertEquals(Map.of(bob.id(), "offline"), nextStates(blocked));
      leave(blocking);
      leave(other);
      assertEquals(Map.of(ada.id(), "offline"), nextStates(blocked));
    }
  }

  @Test
  void aNewFriendIsSeenToo(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      watch(here, ada);
      watch(there, bob);
      here.demand(Json.message(2001).put("friend_id", bob.id()));
      assertEquals(Map.of(bob.id(), "online"), nextStates(here));
      assertEquals(Map.of(ada.id(), "online"), nextStates(there));
      leave(there);
      assertEquals(Map.of(bob.id(), "offline"), nextStates(here));
    }
  }

  @Test
  void aStormOfLoginsIsFewFrames(Stack stack) {
    Person ada = stack.people().make("ada");
    Map<Integer, String> expected = new HashMap<>();
    List<Person> friends = new ArrayList<>();
    for (int i = 0; i < STORM; i++) {
      Person friend = stack.people().make("friend");
      stack.people().befriend(ada, friend);
      friends.add(friend);
      expected.put(friend.id(), "online");
    }
    List<Requester> devices = new ArrayList<>();
    try (var watcher = stack.lines(1);
        var plain = stack.lines(1)) {
      plain.logIn(ada);
      watch(watcher, ada);
      for (Person friend : friends) {
        devices.add(stack.lines(1 + devices.size() % 2));
        devices.getLast().send(Json.message(1).put("token", friend.token()));
      }
      Map<Integer, String> seen = new HashMap<>();
      int frames = 0;
      while (!seen.equals(expected)) {
        seen.putAll(nextStates(watcher));
        frames++;
      }
      assertTrue(frames < STORM / 2, frames + " frames for " + STORM + " logins");
      // Who did not ask for them gets none.
      plain.send(Json.message(9001));
      assertEquals(9002, plain.next().get("msgid").intValue());
    } finally {
      devices.forEach(Requester::close);
    }
  }

  private static JsonNode watch(Requester requester, Person person) {
    return requester.demand(Json.message(1).put("token", person.token()).put("presence", true));
  }

  private static void setState(Requester requester, String state) {
    requester.demand(Json.message(3005).put("state", state));
  }

  private static void leave(Requester requester) {
    requester.close();
  }

  /** The friends' states in the next push of them. */
  private static Map<Integer, String> nextStates(Requester requester) {
    while (true) {
      JsonNode frame = requester.next();
      if (frame.get("msgid").intValue() == FRIEND_STATES) {
        Map<Integer, String> states = new HashMap<>();
        frame
            .get("friends")
            .forEach(
                friend -> states.put(friend.get("id").intValue(), friend.get("state").textValue()));
        return states;
      }
    }
  }
}
