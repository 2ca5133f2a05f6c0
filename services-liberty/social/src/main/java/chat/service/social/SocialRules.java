package chat.service.social;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import chat.service.runtime.TextLimit;

/** What is allowed. Every method throws {@link Refused} where it is not. */
final class SocialRules {
  private static final TextLimit NAME = new TextLimit("name", 1, 50, false);
  private static final TextLimit DESCRIPTION = new TextLimit("desc", 0, 200, true);

  private SocialRules() {}

  static String groupName(String text) {
    return NAME.check(text);
  }

  static String groupDescription(String text) {
    return DESCRIPTION.check(text);
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
}
