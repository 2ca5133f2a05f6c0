package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Row;
import chat.proto.ConversationId;

/**
 * Something that must not happen, and where to look.
 *
 * @param text what happened
 * @param conversation in which conversation
 * @param seq at which place; 0 where it has none
 * @param content of which message; empty where it is about none
 */
public record Violation(String text, ConversationId conversation, long seq, String content) {
  /** About a message in the table. */
  static Violation of(String text, Row row) {
    return new Violation(text, row.conversation(), row.seq(), row.content());
  }

  /** About a message that was sent. */
  static Violation of(String text, Attempt attempt) {
    return new Violation(
        text,
        attempt.send().conversation(),
        attempt.ack().map(Attempt.Answer::seq).orElse(0L),
        attempt.send().content());
  }
}
