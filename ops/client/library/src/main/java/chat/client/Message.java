package chat.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of a conversation, in its place. Edits and recalls are messages too, with a place of
 * their own: whoever shows a conversation changes the message that they name.
 *
 * @param seq its place, from 1; names it within its conversation
 * @param own whether the user of the client wrote it, here or on another device
 * @param content empty where it was recalled, or has a file alone; text of a stranger, to be shown
 *     and never to be interpreted
 * @param sentAt the server's time
 * @param msgId what its sender marked it with
 * @param replyTo the seq that it answers
 * @param mentions ids of the people it names
 * @param edits the seq of the message whose content it replaces by its own
 * @param recalls the seq of the message that it takes away
 * @param editedAt when it was edited last; only in what comes from the history
 * @param recalledAt when it was recalled; only in what comes from the history
 */
public record Message(
    Conversation conversation,
    long seq,
    Person from,
    boolean own,
    String content,
    Instant sentAt,
    String msgId,
    OptionalLong replyTo,
    List<Integer> mentions,
    Optional<Attachment> attachment,
    OptionalLong edits,
    OptionalLong recalls,
    Optional<Instant> editedAt,
    Optional<Instant> recalledAt) {

  /** Takes copies of lists. */
  public Message {
    mentions = List.copyOf(mentions);
  }

  /** Without what the message says, for logs. */
  @Override
  public String toString() {
    return conversation + "/" + seq;
  }
}
