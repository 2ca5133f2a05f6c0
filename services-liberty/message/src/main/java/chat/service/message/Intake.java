package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.proto.common.MessageKind;
import chat.service.runtime.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Checks what callers send and hands it to the committer. Any thread; never waits. */
@ApplicationScoped
class Intake {
  private static final Pattern FILE_ID =
      Pattern.compile("[0-9a-f]{" + Extras.FILE_ID_CHARACTERS + "}");
  private static final Optional<Outcome.Refused> EMPTY =
      refused(ErrorCode.MALFORMED, "the message is empty");

  private final BiConsumer<Draft, Consumer<Outcome>> committer;

  @Inject
  Intake(Committer committer) {
    this(committer::submit);
  }

  Intake(BiConsumer<Draft, Consumer<Outcome>> committer) {
    this.committer = committer;
  }

  /** For the container's proxy. */
  protected Intake() {
    this((draft, reply) -> {});
  }

  /**
   * Sends a message as the caller, whatever its from_id says.
   *
   * @param reply takes the outcome, once, on the committer's thread or this one; must not block
   */
  void send(Caller caller, ChatMessage message, Origin origin, Consumer<Outcome> reply) {
    Optional<Outcome.Refused> problem = problemOf(caller, message);
    if (problem.isPresent()) {
      reply.accept(problem.get());
    } else {
      Extras extras = Extras.of(message);
      Draft draft =
          new Draft(
              caller.userId(),
              message.getToId(),
              message.getGroupId(),
              extras.kind() == MessageKind.RECALL ? "" : message.getContent(),
              message.getMsgId(),
              extras,
              origin);
      committer.accept(draft, reply);
    }
  }

  private static Optional<Outcome.Refused> problemOf(Caller caller, ChatMessage message) {
    boolean toUser = message.getToId() > 0 && message.getGroupId() == 0;
    boolean toGroup = message.getGroupId() > 0 && message.getToId() == 0;
    String msgId = message.getMsgId();
    if (caller.userId() <= 0) {
      return refused(ErrorCode.FORBIDDEN, "only a user can send messages");
    }
    if (!toUser && !toGroup) {
      return refused(ErrorCode.MALFORMED, "a message is for one user or one group");
    }
    if (msgId.isEmpty() || msgId.codePointCount(0, msgId.length()) > Draft.MAX_MSG_ID_CHARACTERS) {
      return refused(ErrorCode.MALFORMED, "msg_id must have 1 to 64 characters");
    }
    if (!Draft.fits(message.getContent(), Draft.MAX_CONTENT_BYTES)) {
      return refused(ErrorCode.TOO_LONG, "the message is longer than 48 KiB");
    }
    return switch (message.getKind()) {
      case TEXT -> problemOfText(message);
      case EDIT, RECALL -> problemOfChange(message);
      case UNRECOGNIZED -> refused(ErrorCode.MALFORMED, "there is no such kind of message");
    };
  }

  private static Optional<Outcome.Refused> problemOfText(ChatMessage message) {
    if (message.getContent().isEmpty() && !message.hasFile()) {
      return EMPTY;
    }
    if (message.getTargetSeq() != 0) {
      return refused(ErrorCode.MALFORMED, "only an edit or a recall has a target");
    }
    if (message.getReplySeq() < 0) {
      return refused(ErrorCode.MALFORMED, "a message is answered by its seq, 1 or more");
    }
    if (message.hasFile() && !FILE_ID.matcher(message.getFile().getId()).matches()) {
      return refused(ErrorCode.MALFORMED, "a file's id has 32 hexadecimal digits");
    }
    return problemOfMentions(message);
  }

  private static Optional<Outcome.Refused> problemOfChange(ChatMessage message) {
    boolean recall = message.getKind() == MessageKind.RECALL;
    if (!recall && message.getContent().isEmpty()) {
      return EMPTY;
    }
    if (message.getTargetSeq() <= 0) {
      return refused(ErrorCode.MALFORMED, "a message is changed by its seq, 1 or more");
    }
    if (message.getReplySeq() != 0 || message.hasFile()) {
      return refused(ErrorCode.MALFORMED, "an edit or a recall has no file and answers nothing");
    }
    if (recall && message.getMentionIdsCount() > 0) {
      return refused(ErrorCode.MALFORMED, "a recall mentions nobody");
    }
    return problemOfMentions(message);
  }

  private static Optional<Outcome.Refused> problemOfMentions(ChatMessage message) {
    if (message.getMentionIdsCount() > Extras.MAX_MENTIONS) {
      return refused(
          ErrorCode.MALFORMED, "at most " + Extras.MAX_MENTIONS + " users are mentioned");
    }
    return message.getMentionIdsList().stream().allMatch(id -> id > 0)
        ? Optional.empty()
        : refused(ErrorCode.MALFORMED, "who is mentioned is named by id, 1 or more");
  }

  private static Optional<Outcome.Refused> refused(ErrorCode code, String text) {
    return Optional.of(new Outcome.Refused(code, text));
  }
}
