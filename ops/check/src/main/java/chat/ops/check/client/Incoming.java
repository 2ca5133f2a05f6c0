package chat.ops.check.client;

import chat.ops.check.history.Attempt;
import chat.proto.ConversationId;
import java.util.List;
import java.util.Optional;

/** What a frame from the server says, in any dialect. */
sealed interface Incoming {
  /**
   * The login is done.
   *
   * @param missed what came with it
   */
  record LoggedIn(List<Message> missed) implements Incoming {}

  /**
   * The login is refused.
   *
   * @param retryAfterMs 0 where the server names no time
   */
  record LoginRefused(int errno, int retryAfterMs) implements Incoming {}

  /**
   * What became of a chat.
   *
   * @param req the mark of the attempt
   * @param retryAfterMs 0 where the server names no time
   */
  record ChatAnswered(long req, int errno, long seq, long timestampMs, int retryAfterMs)
      implements Incoming {

    /** As the history has it. */
    Attempt.Answer at(long nanos) {
      return new Attempt.Answer(nanos, errno, seq, timestampMs, retryAfterMs);
    }
  }

  /**
   * Something is refused, in a dialect that does not tell which of the requests.
   *
   * @param errno why
   */
  record Refused(int errno) implements Incoming {}

  /**
   * Somebody's message.
   *
   * @param seq 0 in a dialect that does not tell
   */
  record Message(ConversationId conversation, long seq, String content) implements Incoming {}

  /** The server asks to come back later. */
  record Notice(Optional<Integer> retryAfterMs) implements Incoming {}

  /** Something else. */
  record Other() implements Incoming {}
}
