package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
