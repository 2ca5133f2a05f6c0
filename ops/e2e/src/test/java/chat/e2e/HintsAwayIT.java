package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import chat.e2e.client.Scrape;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoublePredicate;
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
      double tailsLost = sum(stack, "chat_gateway_push_lost_tails_total");
      stack.processes().kill(part);
      try {
        exchange(here, ada, there, bob, "without " + part);
        late.logIn(eve);
        exchange(here, ada, late, eve, "to who came meanwhile, without " + part);
        if (part.equals("kafka")) {
          awaitOutbox(stack, rows -> rows >= 1);
          assertTrue(sum(stack, "chat_gateway_push_lost_tails_total") > tailsLost);
        }
      } finally {
        stack.processes().restart(part);
      }
      exchange(here, ada, there, bob, "with " + part + " again");
    }
    awaitHints(stack);
    awaitOutbox(stack, rows -> rows == 0);
  }

  /** What waits for Kafka is counted, and so is for how long. */
  private static void awaitOutbox(Stack stack, DoublePredicate expected) {
    await()
        .atMost(LONGEST_RETURN)
        .until(
            () -> {
              Scrape message = Scrape.of(stack.processes().ports().http(Service.MESSAGE));
              return expected.test(message.sum("chat_outbox_rows"))
                  && expected.test(Math.ceil(message.sum("chat_outbox_oldest_seconds")));
            });
  }

  private static double sum(Stack stack, String counter) {
    return Scrape.of(stack.gateway(1).probes()).sum(counter)
        + Scrape.of(stack.gateway(2).probes()).sum(counter);
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
  private static void awaitStates(Stack stack, String part, String state) {
    Map<String, String> expected = Map.of("message-ready", state, "social-ready", state);
    await().atMost(LONGEST_NOTICE).untilAsserted(() -> assertEquals(expected, states(stack, part)));
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
