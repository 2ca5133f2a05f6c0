package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.local.PartStatus;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One Liberty server per service, as in production: starts, and two people chat. */
@Order(Integer.MAX_VALUE)
class SplitIT {
  private static final int PORT_OFFSET = 2500;

  @Test
  @Timeout(240)
  void twoPeopleChat() throws Exception {
    try (Stack stack = Stack.start("split", PORT_OFFSET, 1, true)) {
      assertEquals(
          List.of(
              "supervisor", "mariadb", "redis", "kafka", "user", "social", "message", "gateway-1"),
          stack.processes().status().stream().map(PartStatus::name).toList());
      Person ada = stack.people().make("ada");
      Person bob = stack.people().make("bob");
      stack.people().befriend(ada, bob);
      try (var adas = stack.lines();
          var bobs = stack.page()) {
        adas.logIn(ada);
        bobs.logIn(bob);
        adas.demand(Json.message(1001).put("to_id", bob.id()).put("content", "hi"));
        assertEquals("hi", bobs.nextPush().get("content").textValue());
        // The others do their work while one of them is away and when it is back.
        stack.processes().kill("message");
        assertEquals(0, bobs.ask(Json.message(2007)).get("errno").intValue());
        assertEquals(
            503,
            adas.ask(Json.message(1001).put("to_id", bob.id()).put("content", "x"))
                .get("errno")
                .intValue());
        stack.processes().restart("message");
        adas.demand(
            Json.message(1001).put("to_id", bob.id()).put("content", "again").put("msg_id", "a"));
        assertEquals("again", bobs.nextPush().get("content").textValue());
      }
    }
  }
}
