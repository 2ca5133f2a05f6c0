package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What carries the hints goes away and comes back: no message waits for it or gets lost. */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(Stack.Shared.class)
class HintsAwayIT {
  private static final int FRIEND_ADDED = 2101;
  private static final int LISTS_BETWEEN = 5;
  private static final Duration LONGEST_NOTICE = Duration.ofSeconds(20);
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(90);

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "redis"})
  void messagesArriveWithout(String part, Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person eve = stack.people().make("eve");
    try (var here = stack.lines(1);
        var there = stack.lines(2);
        var late = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(bob);
      exchange(here, ada, there, bob, "before");
      stack.processes().kill(part);
      try {
        exchange(here, ada, there, bob, "without " + part);
        late.logIn(eve);
        exchange(here, ada, late, eve, "to who came meanwhile, without " + part);
      } finally {
        stack.processes().restart(part);
      }
      exchange(here, ada, there, bob, "with " + part + " again");
    }
    awaitHints(stack);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka", "redis"})
  void theServicesThatPushSayWhetherItIsThereThoughNobodyPushes(String part, Stack stack)
      throws Exception {
    awaitStates(stack, part, "there");
    stack.processes().kill(part);
    try {
      awaitStates(stack, part, "away");
    } finally {
      stack.processes().restart(part);
    }
    awaitStates(stack, part, "there");
    awaitHints(stack);
  }

  /** Which is no reason not to be ready; the user service needs neither, and says nothing. */
  private static void awaitStates(Stack stack, String part, String state) throws Exception {
    Map<String, String> expected = Map.of("message-ready", state, "social-ready", state);
    long begun = System.nanoTime();
    Map<String, String> states = states(stack, part);
    while (!states.equals(expected)) {
      assertTrue(
          System.nanoTime() - begun < LONGEST_NOTICE.toNanos(),
          part + " is " + state + ": " + states);
      TimeUnit.MILLISECONDS.sleep(100);
      states = states(stack, part);
    }
  }

  private static Map<String, String> states(Stack stack, String part) {
    Map<String, String> states = new HashMap<>();
    for (Service service : Service.values()) {
      var ready = new RestClient(stack.processes().ports().http(service)).get("/health/ready");
      assertEquals(200, ready.status(), ready::body);
      for (JsonNode check : Json.parse(ready.body()).get("checks")) {
        check
            .get("data")
            .path(part)
            .asOptional()
            .ifPresent(state -> states.put(check.get("name").textValue(), state.textValue()));
      }
    }
    return states;
  }

  /** Each writes to the other and gets exactly that next. */
  private static void exchange(Requester one, Person a, Requester other, Person b, String text) {
    say(one, b, text + ", there");
    assertEquals(text + ", there", other.nextPush().get("content").textValue());
    say(other, a, text + ", back");
    assertEquals(text + ", back", one.nextPush().get("content").textValue());
  }

  /** The next tests need what only hints carry: the news of a new friend. */
  private static void awaitHints(Stack stack) {
    long begun = System.nanoTime();
    while (!isHintHeard(stack, 1) || !isHintHeard(stack, 2)) {
      assertTrue(System.nanoTime() - begun < LONGEST_RETURN.toNanos(), "hints do not come back");
    }
  }

  private static boolean isHintHeard(Stack stack, int gateway) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var watcher = stack.lines(gateway);
        var sender = stack.lines()) {
      watcher.logIn(bob);
      sender.logIn(ada);
      stack.people().befriend(ada, bob);
      // The news is told when the friend's state is known, and messages do not wait for it: as much
      // work lies between them here.
      for (int i = 0; i < LISTS_BETWEEN; i++) {
        sender.demand(Json.message(2007));
      }
      say(sender, bob, "after the news");
      while (true) {
        JsonNode frame = watcher.next();
        if (frame.path("msgid").asInt() == FRIEND_ADDED) {
          return true;
        }
        if (frame.path("content").asText().equals("after the news")) {
          return false;
        }
      }
    }
  }

  private static void say(Requester requester, Person receiver, String text) {
    requester.demand(Json.message(1001).put("to_id", receiver.id()).put("content", text));
  }
}
