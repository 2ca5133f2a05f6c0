package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ErrorCode;
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
}
