package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
import chat.proto.user.AuditRequest;
import chat.proto.user.ChangeUserRequest;
import chat.proto.user.UpdateProfileRequest;
import chat.service.runtime.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "http://example.org/a.png", "HTTPS://example.org:8443/a?b=c"})
  void takesWebAddresses(String url) {
    assertDoesNotThrow(() -> AccountRules.profile(avatar(url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "ftp://example.org/a",
        "http:",
        "//example.org",
        "http://a b"
      })
  void refusesOtherAddresses(String url) {
    Refused refused = assertThrows(Refused.class, () -> AccountRules.profile(avatar(url)));
    assertEquals(ErrorCode.MALFORMED, refused.code());
  }

  @Test
  void passwordsHaveOneTo128Characters() {
    assertTrue(AccountRules.isPossiblePassword("p"));
    assertTrue(AccountRules.isPossiblePassword("😀".repeat(128)));
    assertFalse(AccountRules.isPossiblePassword(""));
    assertFalse(AccountRules.isPossiblePassword("p".repeat(129)));
    assertThrows(Refused.class, () -> AccountRules.password("p".repeat(129)));
  }

  private static UpdateProfileRequest avatar(String url) {
    return UpdateProfileRequest.newBuilder().setAvatarUrl(url).build();
  }

  @Test
  void aDeviceHasUpTo100CharactersAndAnAddressThatIsNoneIsLeftOut() {
    assertEquals(new OpenSession.Origin("phone", "::1"), AccountRules.origin("phone", "::1"));
    assertEquals("", AccountRules.origin("", "1".repeat(46)).address());
    assertEquals("", AccountRules.origin("", "ä").address());
    assertThrows(Refused.class, () -> AccountRules.origin("x".repeat(101), ""));
    assertThrows(Refused.class, () -> AccountRules.origin("two\nlines", ""));
  }

  @Test
  void theAuditLogTakesPlainWords() {
    assertDoesNotThrow(() -> AccountRules.audit(audit("user.kick", "user:7", "")));
    assertThrows(Refused.class, () -> AccountRules.audit(audit("", "user:7", "")));
    assertThrows(Refused.class, () -> AccountRules.audit(audit("kick", "ä", "")));
    assertThrows(Refused.class, () -> AccountRules.audit(audit("kick", "all", "x".repeat(501))));
  }

  @Test
  void nobodyIsAnAdministratorWithoutTheRole() {
    Account user = new Account("ann", "", 0);
    assertEquals(
        ErrorCode.FORBIDDEN,
        assertThrows(
                Refused.class,
                () -> AccountRules.change(user, user, ChangeUserRequest.getDefaultInstance()))
            .code());
  }

  @Test
  void anAdministratorKeepsTheOwnRoleAndAccount() {
    Account admin = new Account("ann", "", 0);
    admin.changeRole("admin");
    assertDoesNotThrow(
        () ->
            AccountRules.change(
                admin, admin, ChangeUserRequest.newBuilder().setPassword("new").build()));
    assertThrows(
        Refused.class,
        () ->
            AccountRules.change(
                admin, admin, ChangeUserRequest.newBuilder().setDisabled(true).build()));
    assertThrows(
        Refused.class,
        () ->
            AccountRules.change(
                admin, admin, ChangeUserRequest.newBuilder().setRole("user").build()));
  }

  private static AuditRequest audit(String action, String subject, String detail) {
    return AuditRequest.newBuilder()
        .setAction(action)
        .setSubject(subject)
        .setDetail(detail)
        .build();
  }
}
