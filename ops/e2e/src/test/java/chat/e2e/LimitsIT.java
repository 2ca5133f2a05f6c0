package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.LinesClient;
import chat.e2e.client.Person;
import chat.e2e.client.RestClient;
import chat.e2e.client.Scrape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks too much is told to slow down, and nobody else suffers. */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(Stack.Shared.class)
class LimitsIT {
  private static final int MANY_REQUESTS = 2_000;
  private static final int MANY_CONNECTIONS = 5_000;
  private static final int MANY_PASSWORDS = 50;

  @Test
  void tooManyRequestsAreRefusedAndDoNothing(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var requester = stack.lines();
        var other = stack.lines()) {
      requester.logIn(ada);
      other.logIn(bob);
      for (int i = 0; i < MANY_REQUESTS; i++) {
        requester.send(Json.message(2001).put("friend_id", 0));
      }
      List<JsonNode> refused = new ArrayList<>();
      for (int i = 0; i < MANY_REQUESTS; i++) {
        JsonNode answer = requester.next();
        if (answer.get("errno").intValue() == 429) {
          refused.add(answer);
        }
      }
      assertTrue(refused.size() > MANY_REQUESTS / 4, () -> refused.size() + " were refused");
      assertTrue(refused.getFirst().get("retry_after_ms").intValue() > 0);
      assertEquals(0, other.ask(Json.message(9001)).get("errno").intValue());
      requester.demand(Json.message(9001));
    }
  }

  @Test
  void tooManyWrongPasswordsForOneAccountAreRefused(Stack stack) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    ObjectNode wrong = Json.message(1).put("id", ada.id()).put("password", "guess");
    try (var requester = stack.lines()) {
      JsonNode answer = requester.ask(wrong);
      for (int i = 0; i < MANY_PASSWORDS && answer.get("errno").intValue() == 1; i++) {
        answer = requester.ask(wrong);
      }
      assertEquals(429, answer.get("errno").intValue());
      assertTrue(answer.get("retry_after_ms").intValue() > 0);
      // The right one does not help now, and the account's owner still has the token.
      ObjectNode right = Json.message(1).put("id", ada.id()).put("password", ada.password());
      assertEquals(429, requester.ask(right).get("errno").intValue());
      requester.demand(Json.message(1).put("token", ada.token()));
      requester.logIn(bob);
    }
    String body = Json.object().put("id", ada.id()).put("pwd", "guess").toString();
    RestClient.Answer answer =
        stack.rest().call("POST", "/api/login", Optional.empty(), Optional.of(body));
    assertEquals(429, answer.status(), answer::body);
  }

  /** One that is refused may have been told so, and be closed, before it asks. */
  private static void ask(LinesClient client) {
    try {
      client.send("{\"msgid\":77}");
    } catch (UncheckedIOException e) {
      assertEquals("the connection is gone", e.getMessage());
    }
  }

  @Test
  void tooManyConnectionsFromOneAddressAreRefused(Stack stack) {
    List<LinesClient> clients = new ArrayList<>();
    double hits = refusedConnections(stack);
    try {
      JsonNode answer = Json.object().put("errno", 404);
      while (answer.path("errno").intValue() == 404 && clients.size() < MANY_CONNECTIONS) {
        var client = new LinesClient(stack.gateway(2).tcp());
        clients.add(client);
        ask(client);
        answer = Json.parse(client.receive());
      }
      assertEquals(429, answer.path("errno").intValue(), answer::toString);
      assertEquals(hits + 1, refusedConnections(stack));
      assertEquals(Optional.empty(), clients.getLast().poll());
      // Whoever is there stays, and whoever goes makes room.
      assertWorks(clients.getFirst());
    } finally {
      clients.forEach(LinesClient::close);
    }
    try (var client = connectWhenThereIsRoom(stack)) {
      assertWorks(client);
    }
  }

  private static double refusedConnections(Stack stack) {
    return Scrape.of(stack.gateway(2).probes())
        .sum("chat_gateway_limits_hit_total", "\"connections_per_address\"");
  }

  private static LinesClient connectWhenThereIsRoom(Stack stack) {
    for (int attempt = 0; attempt < MANY_CONNECTIONS; attempt++) {
      var client = new LinesClient(stack.gateway(2).tcp());
      client.send("{\"msgid\":77}");
      if (Json.parse(client.receive()).path("errno").intValue() == 404) {
        return client;
      }
      client.close();
    }
    throw new AssertionError("there was no room after " + MANY_CONNECTIONS + " attempts");
  }

  private static void assertWorks(LinesClient client) {
    client.send("{\"msgid\":77}");
    assertEquals(404, Json.parse(client.receive()).get("errno").intValue());
  }
}
