package chat.ops.check.history;

import chat.proto.ConversationId;

/**
 * A user is let into a conversation or shut out of it: added to or removed from a group, or for two
 * users by a block and its end.
 *
 * @param conversation which one
 * @param userId who is let in or shut out; of two users both are, and it is either of them
 * @param in whether let in
 * @param requestedNanos when it was first asked for, as System.nanoTime
 * @param answeredNanos when the server said that it is done; {@link Stay#NEVER} when it never did
 */
public record Change(
    ConversationId conversation, int userId, boolean in, long requestedNanos, long answeredNanos) {}
