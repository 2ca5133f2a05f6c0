package chat.ops.check.history;

import chat.proto.ConversationId;

/**
 * A message that came to a device, as a push or with the login's answer.
 *
 * @param stay the connection
 * @param nanos when, as System.nanoTime
 * @param conversation where it belongs
 * @param seq its place; 0 in a dialect that does not tell
 * @param content its text
 */
public record Receipt(
    Stay stay, long nanos, ConversationId conversation, long seq, String content) {}
