package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.client.Scrape;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that has just broken off is not taken for one that has no such row. */
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(Stack.Shared.class)
class DatabaseAwayIT {
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(90);
  private static final Duration LONGEST_NOTICE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(1);

  @Test
  void whatIsThereIsAskedForLater(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var requester = stack.lines()) {
      requester.logIn(ada);
      int group =
          requester.demand(Json.message(2003).put("name", "team")).get("group_id").intValue();
      List<ObjectNode> requests =
          List.of(
              Json.message(2005).put("group_id", group).put("user_id", bob.id()),
              Json.message(3001).put("user_id", bob.id()),
              Json.message(1005).put("scope", "group:" + group));
      requests.forEach(requester::demand);
      // Then the pools have connections that only probes have used. A transaction tells such a
      // connection first that it begins, and that is where it meets the dead database.
      stack.processes().kill("mariadb");
      await().atMost(LONGEST_NOTICE).until(() -> !stack.processes().ready("services"));
      assertToldOf(stack);
      stack.processes().restart("mariadb");
      await().atMost(LONGEST_RETURN).until(() -> stack.processes().ready("services"));
      stack.processes().kill("mariadb");
      try {
        for (ObjectNode request : requests) {
          JsonNode answer = requester.ask(request);
          assertEquals(503, answer.get("errno").intValue(), answer::toString);
        }
      } finally {
        stack.processes().restart("mariadb");
      }
      requests.forEach(requester::demand);
    }
  }

  @Test
  void whatIsSentMeanwhileIsRefusedAndNothingIsLost(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var sender = stack.lines();
        var receiver = stack.lines()) {
      sender.logIn(ada);
      receiver.logIn(bob);
      sender.demand(Json.chat(bob, "before"));
      double failures = commitFailures(stack);
      stack.processes().kill("mariadb");
      try {
        JsonNode refused = sender.ask(Json.chat(bob, "meanwhile"));
        assertEquals(503, refused.get("errno").intValue(), refused::toString);
        assertTrue(refused.get("retry_after_ms").intValue() > 0, refused::toString);
        assertTrue(commitFailures(stack) > failures);
      } finally {
        stack.processes().restart("mariadb");
      }
      sender.demand(Json.chat(bob, "meanwhile"));
      sender.demand(Json.chat(bob, "after"));
      for (String text : List.of("before", "meanwhile", "after")) {
        assertEquals(text, receiver.nextPush().get("content").textValue());
      }
    }
  }

  @Test
  void aDatabaseThatHangsLetsNoProbeHang(Stack stack) throws Exception {
    await().atMost(LONGEST_RETURN).until(() -> stack.processes().ready("services"));
    stack.processes().pause("mariadb");
    try {
      await()
          .atMost(LONGEST_NOTICE)
          .until(
              () -> {
                long begun = System.nanoTime();
                boolean ready = stack.processes().ready("services");
                var taken = Duration.ofNanos(System.nanoTime() - begun);
                assertTrue(taken.compareTo(LONGEST_PROBE) < 0, taken::toString);
                return !ready;
              });
      assertToldOf(stack);
    } finally {
      stack.processes().resume("mariadb");
    }
    await().atMost(LONGEST_RETURN).until(() -> stack.processes().ready("services"));
  }

  private static double commitFailures(Stack stack) {
    return Scrape.of(stack.processes().ports().http(Service.MESSAGE))
        .sum("chat_commit_failures_total");
  }

  /** A service is alive, and says why it is not ready. */
  private static void assertToldOf(Stack stack) {
    var probes = new RestClient(stack.processes().ports().http(Service.MESSAGE));
    RestClient.Answer ready = probes.get("/health/ready");
    assertEquals(503, ready.status());
    assertTrue(ready.body().contains("\"why\":\"the database"), ready::body);
    assertTrue(ready.body().contains("\"redis\":\"there\""), ready::body);
    assertEquals(200, probes.get("/health/live").status());
    assertEquals(200, probes.get("/health/started").status());
  }
}
