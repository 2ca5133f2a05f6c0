package chat.service.message;

/**
 * The primary key of {@link Cursor}.
 *
 * @param userId the user
 * @param conversationId the conversation
 */
record CursorId(int userId, long conversationId) {}
