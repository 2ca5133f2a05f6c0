package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that gateways find with Consul come and go, and so does Consul: people chat on. */
@Tag("long")
@Order(Integer.MAX_VALUE)
class ConsulStackIT {
  private static final int PORT_OFFSET = 1700;
  private static final Duration REGISTERED_AGAIN = Duration.ofSeconds(15);

  @Test
  @Timeout(480)
  void peopleChatWhileServicesAndConsulComeAndGo() throws Exception {
    try (Stack stack = Stack.startWithConsul("consul", PORT_OFFSET)) {
      Person ada = stack.people().make("ada");
      Person bob = stack.people().make("bob");
      try (var adas = stack.lines(1);
          var bobs = stack.lines(2)) {
        adas.logIn(ada);
        bobs.logIn(bob);
        awaitAllRegistered(stack);
        chat(adas, bob, bobs);

        stack.processes().kill("consul");
        chat(adas, bob, bobs);
        stack.processes().restart("consul");
        awaitAllRegistered(stack);
        chat(adas, bob, bobs);

        stack.processes().stop("services");
        assertEquals(0, registered(stack, "chat-message-service"), "deregistered by itself");
        assertEquals(503, adas.ask(message(bob)).get("errno").intValue());
        stack.processes().restart("services");
        awaitAllRegistered(stack);
        // Whoever is told to try again does.
        adas.demand(message(bob));
        bobs.nextPush();
      }
    }
  }

  /** A message is taken at the first try, and arrives. */
  private static void chat(Requester from, Person receiver, Requester to) {
    assertEquals(0, from.ask(message(receiver)).get("errno").intValue());
    assertEquals("hi", to.nextPush().get("content").textValue());
  }

  private static ObjectNode message(Person receiver) {
    return Json.message(1001).put("to_id", receiver.id()).put("content", "hi");
  }

  private static void awaitAllRegistered(Stack stack) {
    await()
        .atMost(REGISTERED_AGAIN)
        .untilAsserted(
            () -> {
              assertEquals(1, registered(stack, "chat-user-service"));
              assertEquals(1, registered(stack, "chat-social-service"));
              assertEquals(1, registered(stack, "chat-message-service"));
              assertEquals(2, registered(stack, "chat-gateway"));
            });
  }

  /** How many healthy instances of a service Consul knows. */
  private static int registered(Stack stack, String service) {
    return new RestClient(stack.processes().ports().consul())
        .get("/v1/health/service/" + service + "?passing")
        .json()
        .size();
  }
}
