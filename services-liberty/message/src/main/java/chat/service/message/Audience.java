package chat.service.message;

import chat.proto.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is there to hear a batch, as its own transaction reads it.
 *
 * @param names the names of the senders and recipients that exist
 * @param members the members of the groups that exist
 */
record Audience(Map<Integer, String> names, Map<Integer, Set<Integer>> members) {
  private static final Outcome.Refused NO_USER =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such user");
  private static final Outcome.Refused NO_GROUP =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such group");
  private static final Outcome.Refused NO_MEMBER =
      new Outcome.Refused(ErrorCode.FORBIDDEN, "you are not a member of this group");

  /** Why the message cannot be written, if there is a reason. */
  Optional<Outcome.Refused> refusal(Draft draft) {
    if (!names.containsKey(draft.fromId())) {
      return Optional.of(NO_USER);
    }
    if (!draft.isGroup()) {
      return names.containsKey(draft.toId()) ? Optional.empty() : Optional.of(NO_USER);
    }
    Set<Integer> group = members.get(draft.groupId());
    if (group == null) {
      return Optional.of(NO_GROUP);
    }
    return group.contains(draft.fromId()) ? Optional.empty() : Optional.of(NO_MEMBER);
  }

  /** Everybody who is to see the message, the sender's other devices included. */
  Set<Integer> receivers(Draft draft) {
    return draft.isGroup() ? members.get(draft.groupId()) : pair(draft);
  }

  /** The two of a private message, or the one who talks to themself. */
  static Set<Integer> pair(Draft draft) {
    return draft.fromId() == draft.toId()
        ? Set.of(draft.fromId())
        : Set.of(draft.fromId(), draft.toId());
  }

  /** The sender's name. */
  String senderOf(Draft draft) {
    return names.get(draft.fromId());
  }
}
