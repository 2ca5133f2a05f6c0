package chat.service.message;

/**
 * What makes a message unique; sending it again means sending this again.
 *
 * @param fromId the sender
 * @param msgId the sender's own id of the message
 */
record MessageKey(int fromId, String msgId) {}
