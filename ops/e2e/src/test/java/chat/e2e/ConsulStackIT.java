package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that gateways find with Consul come and go, and so does Consul: people chat on. */
@Order(Integer.MAX_VALUE)
class ConsulStackIT {
  private static final int PORT_OFFSET = 1700;
  private static final Duration REGISTERED_AGAIN = Duration.ofSeconds(15);

  /** So many that both message services have some. */
  private static final int GROUPS = 8;

  @Test
  @Timeout(480)
  void peopleChatWhileServicesAndConsulComeAndGo() throws Exception {
    try (Stack stack = Stack.startWithConsul("consul", PORT_OFFSET)) {
      Person ada = stack.people().make("ada");
      Person bob = stack.people().make("bob");
      List<Integer> groups =
          IntStream.range(0, GROUPS)
              .mapToObj(i -> stack.people().makeGroup("group", ada, bob))
              .toList();
      try (var adas = at(stack, 1);
          var bobs = at(stack, 2)) {
        adas.logIn(ada);
        bobs.logIn(bob);
        awaitAllRegistered(stack);
        chat(adas, bobs, groups);

        stack.processes().stop("message-2");
        assertEquals(1, registered(stack, "chat-message-service"), "deregistered by itself");
        chat(adas, bobs, groups);

        // The others do their work while nobody takes messages.
        stack.processes().kill("message");
        assertEquals(503, adas.ask(message(groups.getFirst())).get("errno").intValue());
        assertEquals(0, bobs.ask(Json.message(2009)).get("errno").intValue());

        stack.processes().restart(List.of("message", "message-2"));
        awaitAllRegistered(stack);

        stack.processes().kill("consul");
        chat(adas, bobs, groups);

        stack.processes().restart("consul");
        awaitAllRegistered(stack);
        chat(adas, bobs, groups);

        stack.processes().kill("message");
        // Whoever is told to try again does.
        groups.forEach(group -> adas.demand(message(group)));
        groups.forEach(group -> bobs.nextPush());
      }
    }
  }

  /** Every message is taken at the first try, and arrives. */
  private static void chat(Requester from, Requester to, List<Integer> groups) {
    for (int group : groups) {
      assertEquals(0, from.ask(message(group)).get("errno").intValue());
      assertEquals(group, to.nextPush().get("group_id").intValue());
    }
  }

  private static ObjectNode message(int group) {
    return Json.message(1003).put("group_id", group).put("content", "hi");
  }

  private static void awaitAllRegistered(Stack stack) {
    await()
        .atMost(REGISTERED_AGAIN)
        .untilAsserted(
            () -> {
              assertEquals(1, registered(stack, "chat-user-service"));
              assertEquals(1, registered(stack, "chat-social-service"));
              assertEquals(2, registered(stack, "chat-message-service"));
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

  private static Requester at(Stack stack, int gateway) {
    return new Requester(new LinesClient(stack.gateway(gateway).tcp()));
  }
}
