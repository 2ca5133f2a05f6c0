package chat.service.message;

/**
 * A message of the batch was blocked after the batch was planned. The transaction is rolled back;
 * at the next attempt the message is refused.
 */
final class BlockedMeanwhileException extends RuntimeException {}
