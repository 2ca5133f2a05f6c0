package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.gateway.dialect.Envelope;
import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokensTest {
  private final TestClock clock = new TestClock();
  private final FakeServices services;
  private final Tokens tokens;

  TokensTest() throws Exception {
    services = new FakeServices(clock);
    tokens = services.tokens();
  }

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void aGoodTokenIsItsUsers() {
    String token = services.token(7);
    assertEquals(
        new Caller(7, "user 7", false, "session of 7", token, clock.instant().plusSeconds(60)),
        tokens.authenticate(token));
  }

  @Test
  void theUserServiceIsAskedOnceInAWhile() {
    String token = services.token(7);
    tokens.authenticate(token);
    clock.advance(Duration.ofSeconds(29));
    tokens.authenticate(token);
    assertEquals(1, services.resumes.get());
    clock.advance(Duration.ofSeconds(2));
    tokens.authenticate(token);
    assertEquals(2, services.resumes.get());
  }

  @Test
  void anEndedSessionIsRefused() {
    String token = services.token(7);
    services.ended.add(token);
    assertForbidden(token);
  }

  @Test
  void aForgottenTokenIsAskedForAgain() {
    String token = services.token(7);
    tokens.authenticate(token);
    services.ended.add(token);
    tokens.forget(token);
    assertForbidden(token);
  }

  @Test
  void aTokenThatIsForgottenWhileItIsAskedForIsAskedForAgain() {
    String token = services.token(7);
    // The user service has looked, and then the session is ended elsewhere.
    services.afterResume =
        () -> {
          services.ended.add(token);
          tokens.forget(caller -> caller.userId() == 7);
        };
    tokens.authenticate(token);
    assertForbidden(token);
  }

  @Test
  void withoutTheUserServiceSignatureAndExpirySuffice() {
    services.usersAway = true;
    String token = services.token(7);
    assertEquals(7, tokens.authenticate(token).userId());
    services.ended.add(token);
    services.usersAway = false;
    clock.advance(Duration.ofSeconds(3));
    assertForbidden(token);
  }

  @Test
  void anExpiredTokenIsRefusedEvenIfRemembered() {
    String token = services.token(7, TokenClaims.USER, clock.instant().plusSeconds(10));
    tokens.authenticate(token);
    clock.advance(Duration.ofSeconds(10));
    assertForbidden(token);
  }

  @Test
  void whatIsNotSignedWithOurSecretIsRefused() {
    var other = new SigningKey("x".repeat(32));
    assertForbidden(FakeServices.token(other, 7, TokenClaims.USER, clock.instant().plusSeconds(9)));
    assertForbidden("");
    assertForbidden("a.b.c");
    assertForbidden("\u0000 \ud83d\ude00");
    String good = services.token(7);
    assertForbidden(good.substring(0, good.lastIndexOf('.') + 1));
    assertForbidden(unsigned());
  }

  @Test
  void aGatewaysTokenIsNoUsers() {
    assertForbidden(new GatewayToken(FakeServices.SECRET, clock).get());
    assertForbidden(services.token(7, TokenClaims.GATEWAY, clock.instant().plusSeconds(9)));
  }

  @Test
  void aGatewaysTokenIsRenewedBeforeItExpires() {
    var gateway = new GatewayToken(FakeServices.SECRET, clock);
    String first = gateway.get();
    clock.advance(Duration.ofMinutes(3));
    assertEquals(first, gateway.get());
    clock.advance(Duration.ofSeconds(1));
    assertNotEquals(first, gateway.get());
  }

  @Test
  void aShortSecretIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SigningKey("x".repeat(31)));
  }

  @Test
  void aRequestActsForTheTokenBeforeTheConnection() {
    var connection = Optional.of(new Caller(1, "user 1", false, "s", "t", Instant.MAX));
    assertEquals(1, tokens.callerOf(connection, Envelope.EMPTY).userId());
    assertEquals(7, tokens.callerOf(connection, envelope(Optional.of(7), 7)).userId());
    assertFails(ErrorCode.FORBIDDEN, connection, envelope(Optional.empty(), 2));
    assertFails(ErrorCode.FORBIDDEN, connection, envelope(Optional.of(7), 1));
    assertFails(ErrorCode.NOT_LOGGED_IN, Optional.empty(), Envelope.EMPTY);
  }

  private Envelope envelope(Optional<Integer> tokenOf, int actor) {
    return new Envelope(Optional.empty(), tokenOf.map(services::token), OptionalInt.of(actor));
  }

  private void assertFails(ErrorCode code, Optional<Caller> connection, Envelope envelope) {
    var failure = assertThrows(RequestFailed.class, () -> tokens.callerOf(connection, envelope));
    assertEquals(code, failure.code());
  }

  private void assertForbidden(String token) {
    var failure = assertThrows(RequestFailed.class, () -> tokens.authenticate(token));
    assertEquals(ErrorCode.FORBIDDEN, failure.code());
  }

  private String unsigned() {
    String payload =
        "{\"iss\":\"chat\",\"sub\":\"7\",\"groups\":[\"user\"],\"exp\":%d}"
            .formatted(clock.instant().getEpochSecond() + 60);
    return encode("{\"alg\":\"none\"}") + "." + encode(payload) + ".";
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
