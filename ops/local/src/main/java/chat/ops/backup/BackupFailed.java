package chat.ops.backup;

/** A backup or restore cannot be done. The message says what, why, and what to do about it. */
public final class BackupFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure whose reason is in the message. */
  public BackupFailed(String message) {
    super(message);
  }

  /** A failure that something else caused; the message still says everything a person needs. */
  public BackupFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
