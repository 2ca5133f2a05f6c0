package chat.service.social;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import chat.service.runtime.TextLimit;
import java.util.Optional;

/** What is allowed. Every method throws {@link Refused} where it is not. */
final class SocialRules {
  private static final TextLimit NAME = new TextLimit("name", 1, 50, false);
  private static final TextLimit DESCRIPTION = new TextLimit("desc", 0, 200, true);

  private static final TextLimit REQUEST_TEXT = new TextLimit("text", 0, 200, true);

  private SocialRules() {}

  static String groupName(String text) {
    return NAME.check(text);
  }

  static String groupDescription(String text) {
    return DESCRIPTION.check(text);
  }

  static void requestText(String text) {
    REQUEST_TEXT.check(text);
  }

  static void friends(int userId, int friendId) {
    if (userId == friendId) {
      throw new Refused(ErrorCode.MALFORMED, "you cannot be your own friend");
    }
  }

  /** Members add anybody; others add themselves, where the group is open. */
  static void add(int callerId, int userId, boolean callerIsMember, boolean groupIsOpen) {
    if (!callerIsMember && (callerId != userId || !groupIsOpen)) {
      throw new Refused(ErrorCode.FORBIDDEN, "only a member can add somebody to this group");
    }
  }

  /**
   * Everybody removes themself, but for the owner, who cannot leave a group without one; the owner
   * removes anybody, an admin plain members. Somebody who is no member may be removed: a client
   * whose first answer got lost asks again.
   *
   * @param callerRole empty when the caller is no member
   * @param userRole empty when the user is no member
   */
  static void remove(
      int callerId, int userId, Optional<String> callerRole, Optional<String> userRole) {
    boolean byOwner = callerRole.equals(Optional.of(Membership.OWNER));
    if (callerId == userId) {
      if (byOwner) {
        throw new Refused(ErrorCode.FORBIDDEN, "the owner cannot leave the group");
      }
      return;
    }
    boolean byAdmin = callerRole.equals(Optional.of(Membership.ADMIN));
    if (!byOwner && !byAdmin) {
      throw new Refused(ErrorCode.FORBIDDEN, "only the owner or an admin can remove somebody");
    }
    if (byAdmin && !userRole.orElse(Membership.MEMBER).equals(Membership.MEMBER)) {
      throw new Refused(ErrorCode.FORBIDDEN, "an admin can remove plain members only");
    }
  }

  static void block(int userId, int blockedId) {
    if (userId == blockedId) {
      throw new Refused(ErrorCode.MALFORMED, "you cannot block yourself");
    }
  }
}
