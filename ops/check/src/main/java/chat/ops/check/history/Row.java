package chat.ops.check.history;

import chat.proto.ConversationId;

/**
 * A message as it stands in the table at the end.
 *
 * @param conversation where it belongs
 * @param seq its place
 * @param fromId the sender
 * @param msgId the sender's mark
 * @param content the text
 * @param timestampMs the server's time
 */
public record Row(
    ConversationId conversation,
    long seq,
    int fromId,
    String msgId,
    String content,
    long timestampMs) {}
