package chat.service.social;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocialRulesTest {
  private static final int SELF = 1;
  private static final int OTHER = 2;

  @ParameterizedTest
  @CsvSource({"true, true", "true, false"})
  void membersAddAnybodyToAnyGroup(boolean isMember, boolean isOpen) {
    assertDoesNotThrow(() -> SocialRules.add(SELF, OTHER, isMember, isOpen));
    assertDoesNotThrow(() -> SocialRules.add(SELF, SELF, isMember, isOpen));
  }

  @Test
  void othersAddOnlyThemselvesAndOnlyToAnOpenGroup() {
    assertDoesNotThrow(() -> SocialRules.add(SELF, SELF, false, true));
    assertRefused(ErrorCode.FORBIDDEN, () -> SocialRules.add(SELF, SELF, false, false));
    assertRefused(ErrorCode.FORBIDDEN, () -> SocialRules.add(SELF, OTHER, false, true));
    assertRefused(ErrorCode.FORBIDDEN, () -> SocialRules.add(SELF, OTHER, false, false));
  }

  @Test
  void nobodyIsTheirOwnFriend() {
    assertDoesNotThrow(() -> SocialRules.friends(SELF, OTHER));
    assertRefused(ErrorCode.MALFORMED, () -> SocialRules.friends(SELF, SELF));
  }

  @Test
  void nobodyBlocksThemself() {
    assertDoesNotThrow(() -> SocialRules.block(SELF, OTHER));
    assertRefused(ErrorCode.MALFORMED, () -> SocialRules.block(SELF, SELF));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // caller, user, whether it is allowed
        "owner,  admin,  true",
        "owner,  member, true",
        "owner,  none,   true",
        "admin,  owner,  false",
        "admin,  admin,  false",
        "admin,  member, true",
        "admin,  none,   true",
        "member, member, false",
        "member, none,   false",
        "none,   member, false",
        "none,   none,   false",
      })
  void removingIsUpToTheOwnerAndToAdmins(String caller, String user, boolean allowed) {
    Executable removal =
        () ->
            SocialRules.remove(SELF, OTHER, Optional.ofNullable(caller), Optional.ofNullable(user));
    if (allowed) {
      assertDoesNotThrow(removal);
    } else {
      assertRefused(ErrorCode.FORBIDDEN, removal);
    }
  }

  @Test
  void everybodyLeavesButTheOwner() {
    for (String role : List.of("admin", "member")) {
      assertDoesNotThrow(
          () -> SocialRules.remove(SELF, SELF, Optional.of(role), Optional.of(role)));
    }
    assertDoesNotThrow(() -> SocialRules.remove(SELF, SELF, Optional.empty(), Optional.empty()));
    Optional<String> owner = Optional.of("owner");
    assertRefused(ErrorCode.FORBIDDEN, () -> SocialRules.remove(SELF, SELF, owner, owner));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "'\"\\ %s <b>", "组 😀"})
  void namesAreKeptAsTheyAre(String name) {
    assertEquals(name, SocialRules.groupName(name));
    assertEquals(name, SocialRules.groupDescription(name));
  }

  @Test
  void namesHave1To50CharactersAndDescriptionsUpTo200() {
    assertDoesNotThrow(() -> SocialRules.groupName("😀".repeat(50)));
    assertRefused(ErrorCode.TOO_LONG, () -> SocialRules.groupName("x".repeat(51)));
    assertRefused(ErrorCode.MALFORMED, () -> SocialRules.groupName(""));
    assertRefused(ErrorCode.MALFORMED, () -> SocialRules.groupName("a\nb"));
    assertEquals("", SocialRules.groupDescription(""));
    assertDoesNotThrow(() -> SocialRules.groupDescription("two\nlines" + "x".repeat(191)));
    assertRefused(ErrorCode.TOO_LONG, () -> SocialRules.groupDescription("x".repeat(201)));
  }

  private static void assertRefused(ErrorCode code, Executable request) {
    assertEquals(code, assertThrows(Refused.class, request).code());
  }

  @Test
  void aRequestHasUpTo200Characters() {
    assertDoesNotThrow(() -> SocialRules.requestText(""));
    assertDoesNotThrow(() -> SocialRules.requestText("😀".repeat(200)));
    assertRefused(ErrorCode.TOO_LONG, () -> SocialRules.requestText("x".repeat(201)));
  }
}
