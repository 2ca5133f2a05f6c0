package chat.gateway.dialect;

/**
 * Something a client sent cannot be understood. The message is one plain sentence for the client;
 * it never repeats what the client wrote.
 */
public final class MalformedException extends Exception {
  /** An exception without a stack trace: bad input is no event of the server's. */
  public MalformedException(String message) {
    super(message, null, false, false);
  }
}
