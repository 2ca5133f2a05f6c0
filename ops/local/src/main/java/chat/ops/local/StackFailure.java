package chat.ops.local;

/** The stack cannot do what was asked. The message says what, why, and what to do about it. */
public final class StackFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure whose reason is in the message. */
  public StackFailure(String message) {
    super(message);
  }

  /** A failure that something else caused; the message still says everything a person needs. */
  public StackFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
