package chat.client;

import java.time.Instant;

/**
 * A message that the server has stored for good.
 *
 * @param seq its place in the conversation
 * @param at the server's time
 */
public record Sent(Conversation conversation, String msgId, long seq, Instant at) {}
