package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.common.ChatMessage;
import chat.service.runtime.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Checks what callers send and hands it to the committer. Any thread; never waits. */
@ApplicationScoped
class Intake {
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
      Draft draft =
          new Draft(
              caller.userId(),
              message.getToId(),
              message.getGroupId(),
              message.getContent(),
              message.getMsgId(),
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
    if (message.getContent().isEmpty()) {
      return refused(ErrorCode.MALFORMED, "the message is empty");
    }
    if (msgId.isEmpty() || msgId.codePointCount(0, msgId.length()) > Draft.MAX_MSG_ID_CHARACTERS) {
      return refused(ErrorCode.MALFORMED, "msg_id must have 1 to 64 characters");
    }
    if (!Draft.fits(message.getContent(), Draft.MAX_CONTENT_BYTES)) {
      return refused(ErrorCode.TOO_LONG, "the message is longer than 48 KiB");
    }
    return Optional.empty();
  }

  private static Optional<Outcome.Refused> refused(ErrorCode code, String text) {
    return Optional.of(new Outcome.Refused(code, text));
  }
}
