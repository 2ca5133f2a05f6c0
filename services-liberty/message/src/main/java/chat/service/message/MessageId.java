package chat.service.message;

/**
 * The primary key of {@link Message}.
 *
 * @param conversationId the conversation
 * @param seq the place in it
 */
record MessageId(long conversationId, long seq) {}
