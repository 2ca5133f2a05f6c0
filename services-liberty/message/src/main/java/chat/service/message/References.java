package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.proto.common.MessageKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the messages of a batch point to, as its own transaction reads it.
 *
 * @param targets the messages that are changed, and those that are answered and not known to exist
 * @param files the complete files, by id
 * @param administrators who may recall what others wrote, of those who want to
 */
record References(
    Map<MessageId, Target> targets, Map<String, OwnedFile> files, Set<MemberId> administrators) {
  /** Those of messages that point to nothing. */
  static final References NONE = new References(Map.of(), Map.of(), Set.of());

  private static final Outcome.Refused NO_MESSAGE =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such message");
  private static final Outcome.Refused RECALLED =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "the message was recalled");
  private static final Outcome.Refused NOT_YOURS =
      new Outcome.Refused(ErrorCode.FORBIDDEN, "this is somebody else's message");
  private static final Outcome.Refused NO_FILE =
      new Outcome.Refused(ErrorCode.NOT_FOUND, "there is no such file of yours");

  /**
   * Why the message cannot be written, if there is a reason.
   *
   * @param end the last seq before it, of what is committed and of its batch
   * @param recalled the messages that are recalled before it in its batch
   */
  Optional<Outcome.Refused> refusal(Draft draft, long end, Set<MessageId> recalled) {
    Extras extras = draft.extras();
    if (extras.isChange()) {
      return changeRefusal(draft, recalled);
    }
    MessageId answered = new MessageId(draft.conversation().value(), extras.replySeq());
    if (extras.replySeq() > end && !targets.containsKey(answered)) {
      return Optional.of(NO_MESSAGE);
    }
    return extras.hasFile() && file(draft).isEmpty() ? Optional.of(NO_FILE) : Optional.empty();
  }

  /** The message that this one changes, where it exists. */
  Optional<Target> target(Draft draft) {
    return Optional.ofNullable(targets.get(draft.target()));
  }

  /** The message's file, where it has one, and its sender owns it. */
  Optional<Attachment> file(Draft draft) {
    return Optional.ofNullable(files.get(draft.extras().fileId()))
        .filter(file -> file.ownerId() == draft.fromId())
        .map(OwnedFile::attachment);
  }

  private Optional<Outcome.Refused> changeRefusal(Draft draft, Set<MessageId> recalled) {
    Optional<Target> found = target(draft).filter(target -> target.kind() == MessageKind.TEXT);
    if (found.isEmpty()) {
      return Optional.of(NO_MESSAGE);
    }
    if (found.get().fromId() != draft.fromId() && !mayRecall(draft)) {
      return Optional.of(NOT_YOURS);
    }
    return found.get().recalled() || recalled.contains(draft.target())
        ? Optional.of(RECALLED)
        : Optional.empty();
  }

  private boolean mayRecall(Draft draft) {
    return draft.extras().kind() == MessageKind.RECALL
        && administrators.contains(new MemberId(draft.groupId(), draft.fromId()));
  }
}
