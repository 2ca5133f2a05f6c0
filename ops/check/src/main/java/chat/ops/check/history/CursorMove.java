package chat.ops.check.history;

/**
 * A cursor that was found lower than before.
 *
 * @param userId whose
 * @param conversationId in which conversation
 * @param what which of its values
 * @param before what it was
 * @param after what it is
 */
public record CursorMove(int userId, long conversationId, String what, long before, long after) {}
