package chat.service.message;

import chat.proto.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is there to hear a batch, as its own transaction reads it.
 *
 * @param names the names of the senders and recipients that exist
 * @param members the members of the groups that exist, but for the busy ones
 * @param busy the groups that somebody else holds
 * @param blocked the private conversations in which one user blocks the other
 */
record Audience(
    Map<Integer, String> names,
    Map<Integer, Set<Integer>> members,
    Set<Integer> busy,
    Set<Long> blocked) {
  private static final Outcome.Refused NO_USER =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such user");
  private static final Outcome.Refused NO_GROUP =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such group");
  private static final Outcome.Refused BUSY_GROUP =
      new Outcome.Refused(ErrorCode.UNAVAILABLE, "the group is being changed, try again", 1_000);
  // Does not tell who blocks whom.
  private static final Outcome.Refused BLOCKED =
      new Outcome.Refused(ErrorCode.FORBIDDEN, "you and this user cannot write to each other");
  private static final Outcome.Refused NO_MEMBER =
      new Outcome.Refused(ErrorCode.FORBIDDEN, "you are not a member of this group");

  /** Why the message cannot be written, if there is a reason. */
  Optional<Outcome.Refused> refusal(Draft draft) {
    if (!names.containsKey(draft.fromId())) {
      return Optional.of(NO_USER);
    }
    return draft.isGroup() ? groupRefusal(draft) : privateRefusal(draft);
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

  private Optional<Outcome.Refused> privateRefusal(Draft draft) {
    if (!names.containsKey(draft.toId())) {
      return Optional.of(NO_USER);
    }
    return blocked.contains(draft.conversation().value()) ? Optional.of(BLOCKED) : Optional.empty();
  }

  private Optional<Outcome.Refused> groupRefusal(Draft draft) {
    if (busy.contains(draft.groupId())) {
      return Optional.of(BUSY_GROUP);
    }
    Set<Integer> group = members.get(draft.groupId());
    if (group == null) {
      return Optional.of(NO_GROUP);
    }
    return group.contains(draft.fromId()) ? Optional.empty() : Optional.of(NO_MEMBER);
  }
}
