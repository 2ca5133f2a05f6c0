package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import chat.ops.check.fault.Link;
import chat.ops.local.Service;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One service after the other cannot be reached from the second gateway: what does not need it goes
 * on, and the rest is refused with a time to come back. {@link HintsAwayIT} does so for Kafka and
 * Redis, {@link DatabaseAwayIT} for MariaDB.
 */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(Stack.Shared.class)
class DegradedIT {
  private static final List<String> GATEWAY = List.of("gateway-2");
  private static final Map<Service, Link> LINKS = new EnumMap<>(Service.class);

  @BeforeAll
  static void putLinksBetween(Stack stack) throws InterruptedException {
    for (Service service : Service.values()) {
      LINKS.put(service, new Link(stack.processes().ports().grpc(service)));
    }
    stack
        .processes()
        .restart(
            GATEWAY,
            Map.of(
                "SERVICE_USER", at(Service.USER),
                "SERVICE_SOCIAL", at(Service.SOCIAL),
                "SERVICE_MESSAGE", at(Service.MESSAGE)));
  }

  @AfterAll
  static void takeThemAway(Stack stack) throws InterruptedException {
    stack.processes().restart(GATEWAY, Map.of());
    LINKS.values().forEach(Link::close);
  }

  @Test
  void withoutTheSocialServicePeopleChatAndLogIn(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person eve = stack.people().make("eve");
    stack.people().befriend(ada, eve);
    try (var one = stack.lines(2);
        var other = stack.lines(2);
        var late = stack.lines(2)) {
      one.logIn(ada);
      other.logIn(bob);
      LINKS.get(Service.SOCIAL).cut();
      try {
        exchange(one, ada, other, bob);
        JsonNode login = late.logIn(eve);
        assertTrue(login.get("lists_missing").booleanValue(), login::toString);
        assertEquals(0, login.get("friends").size());
        exchange(one, ada, late, eve);
        assertLater(late.ask(Json.message(2007)));
      } finally {
        LINKS.get(Service.SOCIAL).mend();
      }
      assertEquals(1, late.demand(Json.message(2007)).get("friends").size());
      try (var again = stack.lines(2)) {
        assertFalse(again.logIn(eve).path("lists_missing").booleanValue());
      }
      assertTrue(metric(stack, "chat_gateway_fallbacks_total{", "lists") >= 1);
    }
  }

  @Test
  void withoutTheUserServiceTokensAreAcceptedAndPeopleChat(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var one = stack.lines(2);
        var other = stack.lines(2);
        var stranger = stack.lines(2)) {
      one.logIn(ada);
      LINKS.get(Service.USER).cut();
      try {
        // The second gateway sees this token for the first time.
        other.demand(Json.message(1).put("token", bob.token()));
        exchange(one, ada, other, bob);
        assertLater(
            stranger.ask(Json.message(1).put("id", bob.id()).put("password", bob.password())));
        assertLater(stranger.ask(Json.message(4).put("name", "nobody").put("password", "pwd")));
      } finally {
        LINKS.get(Service.USER).mend();
      }
      stranger.logIn(bob);
      assertTrue(metric(stack, "chat_gateway_fallbacks_total{", "token") >= 1);
    }
  }

  @Test
  void withoutTheMessageServiceSendingIsRefusedAndTheRestGoesOn(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var one = stack.lines(2);
        var other = stack.lines(2)) {
      one.logIn(ada);
      other.logIn(bob);
      LINKS.get(Service.MESSAGE).cut();
      try {
        JsonNode refused = one.ask(Json.chat(bob, "kept"));
        assertLater(refused);
        assertEquals("kept", refused.get("msg_id").textValue());
        one.demand(Json.message(2001).put("friend_id", bob.id()));
      } finally {
        LINKS.get(Service.MESSAGE).mend();
      }
      one.demand(Json.chat(bob, "kept"));
      one.demand(Json.chat(bob, "next"));
      assertEquals("kept", other.nextPush().get("content").textValue());
      assertEquals("next", other.nextPush().get("content").textValue(), "the first one came once");
    }
  }

  private static void exchange(Requester one, Person a, Requester other, Person b) {
    one.demand(Json.chat(b, "there " + b.name()));
    assertEquals("there " + b.name(), other.nextPush().get("content").textValue());
    other.demand(Json.chat(a, "back from " + b.name()));
    assertEquals("back from " + b.name(), one.nextPush().get("content").textValue());
  }

  private static void assertLater(JsonNode answer) {
    assertEquals(503, answer.get("errno").intValue(), answer::toString);
    assertTrue(answer.get("retry_after_ms").intValue() > 0, answer::toString);
  }

  /** The value of the counter whose line begins so and has this word in its label. */
  private static double metric(Stack stack, String start, String word) {
    String all = new RestClient(stack.gateway(2).probes()).get("/metrics").body();
    return all.lines()
        .filter(line -> line.startsWith(start) && line.contains(word))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String at(Service service) {
    return "127.0.0.1:" + LINKS.get(service).port();
  }
}
