package chat.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a user has one session at a time, over both gateways. */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(Stack.Shared.class)
class SessionPolicyIT {
  private static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");
  private static final int LOGGED_IN_ALREADY = 2;
  private static final int FORBIDDEN = 403;

  @AfterAll
  static void letThemHaveMany(Stack stack) throws InterruptedException {
    stack.processes().restart(GATEWAYS, Map.of());
  }

  @Test
  void aSecondLoginEndsTheFirst(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    use(stack, "single-kick");
    try (var first = stack.lines(1);
        var second = stack.lines(2);
        var again = stack.lines(1)) {
      JsonNode token = first.logIn(ada).get("token");
      second.logIn(ada);
      first.awaitSentAway();
      assertEquals(FORBIDDEN, again.errno(Json.message(1).set("token", token)));
      second.demand(Json.message(2007));
    }
  }

  @Test
  void aSecondLoginIsRefusedUntilTheFirstHasEnded(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    use(stack, "single-refuse");
    try (var first = stack.lines(1);
        var same = stack.lines(2);
        var second = stack.lines(2)) {
      JsonNode token = first.logIn(ada).get("token");
      same.demand(Json.message(1).set("token", token));
      var login = Json.message(1).put("id", ada.id()).put("password", ada.password());
      assertEquals(LOGGED_IN_ALREADY, second.errno(login));
      first.demand(Json.message(2007));

      first.send(Json.message(3));
      same.awaitSentAway();
      await().until(() -> second.errno(login) == 0);
    }
  }

  private static void use(Stack stack, String policy) throws InterruptedException {
    stack.processes().restart(GATEWAYS, Map.of("SESSION_POLICY", policy));
  }
}
