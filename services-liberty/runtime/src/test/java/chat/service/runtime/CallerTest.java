package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final Caller ANNA = new Caller(7, "anna", Set.of("user"), Optional.of("s"));
  private static final Caller GATEWAY =
      new Caller(0, "", Set.of(TokenClaims.GATEWAY), Optional.empty());

  @Test
  void actsForOneself() {
    assertEquals(7, ANNA.actingAs(7));
    assertEquals(7, ANNA.actingAs(0));
  }

  @Test
  void nobodyActsForSomebodyElse() {
    assertEquals(ErrorCode.FORBIDDEN, assertThrows(Refused.class, () -> ANNA.actingAs(8)).code());
    assertEquals(ErrorCode.FORBIDDEN, assertThrows(Refused.class, () -> ANNA.actingAs(-7)).code());
  }

  @Test
  void aGatewayIsNoUser() {
    assertEquals(
        ErrorCode.FORBIDDEN, assertThrows(Refused.class, () -> GATEWAY.actingAs(0)).code());
  }

  @Test
  void outsideOfACallNobodyIsLoggedIn() {
    assertEquals(ErrorCode.NOT_LOGGED_IN, assertThrows(Refused.class, Caller::current).code());
  }

  @Test
  void onlyAnAdministratorPassesAsOne() {
    var admin = new Caller(8, "ada", Set.of(TokenClaims.USER, TokenClaims.ADMIN), Optional.of("s"));
    assertEquals(8, admin.requireAdmin());
    assertEquals(ErrorCode.FORBIDDEN, assertThrows(Refused.class, ANNA::requireAdmin).code());
    assertEquals(ErrorCode.FORBIDDEN, assertThrows(Refused.class, GATEWAY::requireAdmin).code());
  }
}
