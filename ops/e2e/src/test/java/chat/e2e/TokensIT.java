package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.SignedToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a token is good for, and until when. */
@ExtendWith(Stack.Shared.class)
class TokensIT {

  @Test
  void aTokenLogsInAgainAndLoggingOutEndsIt(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var requester = stack.lines()) {
      assertEquals(0, requester.errno(byToken(ada.token())));
      requester.send(Json.message(3));
      assertEquals(401, requester.errno(Json.message(2007)));
      assertEquals(403, requester.errno(byToken(ada.token())));
      assertEquals(403, requester.errno(Json.message(2007).put("token", ada.token())));
    }
    assertEquals(
        403,
        stack
            .rest()
            .call("GET", "/api/friends", Optional.of(ada.token()), Optional.empty())
            .status());
  }

  @Test
  void loggingOutEndsOneSessionOfSeveral(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var one = stack.lines();
        var other = stack.lines()) {
      String token = one.logIn(ada).get("token").textValue();
      assertNotEquals(ada.token(), token);
      other.logIn(ada);
      one.send(Json.message(3));
      assertEquals(403, one.errno(byToken(token)));
      assertEquals(0, other.errno(Json.message(2007)));
      assertEquals(0, one.errno(byToken(ada.token())));
    }
  }

  @Test
  void atTheOtherGatewayToo(Stack stack) {
    Person ada = stack.people().make("ada");
    try (var first = stack.lines();
        var second = stack.lines(2)) {
      first.demand(byToken(ada.token()));
      first.send(Json.message(3));
      assertEquals(401, first.errno(Json.message(2007)));
      assertEquals(403, second.errno(byToken(ada.token())));
    }
  }

  @Test
  void onlyOurSignatureAndTimeCount(Stack stack) throws Exception {
    Person ada = stack.people().make("ada");
    Instant now = Instant.now();
    String secret = stack.processes().jwtSecret();
    try (var requester = stack.lines()) {
      assertEquals(0, requester.errno(byToken(token(ada, now.plusSeconds(60), "HS256", secret))));
      assertEquals(
          403, requester.errno(byToken(token(ada, now.minusSeconds(3600), "HS256", secret))));
      assertEquals(
          403, requester.errno(byToken(token(ada, now.plusSeconds(60), "HS256", "x".repeat(43)))));
      assertEquals(403, requester.errno(byToken(token(ada, now.plusSeconds(60), "none", secret))));
      String good = token(ada, now.plusSeconds(60), "HS256", secret);
      assertEquals(403, requester.errno(byToken(good.substring(0, good.lastIndexOf('.') + 1))));
    }
  }

  private static ObjectNode byToken(String token) {
    return Json.message(1).put("token", token);
  }

  private static String token(Person person, Instant expires, String algorithm, String secret) {
    ObjectNode claims =
        Json.object()
            .put("iss", "chat")
            .put("sub", String.valueOf(person.id()))
            .put("upn", person.name())
            .put("sid", UUID.randomUUID().toString())
            .put("iat", expires.minusSeconds(3600).getEpochSecond())
            .put("exp", expires.getEpochSecond());
    claims.putArray("groups").add("user");
    return SignedToken.of(claims, algorithm, secret);
  }
}
