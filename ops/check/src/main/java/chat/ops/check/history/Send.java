package chat.ops.check.history;

import chat.proto.ConversationId;

/**
 * A message that somebody wants to be kept.
 *
 * @param fromId the sender
 * @param conversation where it goes
 * @param msgId the sender's own mark, by which it may be sent again; empty in a dialect that has
 *     none: such a message is sent once
 * @param content like no other message's of the run
 */
public record Send(int fromId, ConversationId conversation, String msgId, String content) {
  /** Whether its dialect acknowledges it. */
  public boolean acknowledged() {
    return !msgId.isEmpty();
  }
}
