package chat.ops.check.client;

/** The error numbers that a client knows by heart. */
public final class Errno {
  /** Done. */
  public static final int OK = 0;

  /** Not allowed. */
  public static final int FORBIDDEN = 403;

  /** The msg_id was used for something else. */
  public static final int CONFLICT = 409;

  private Errno() {}

  /** Whether it asks to try again later: too many requests, or not available. */
  public static boolean isPassing(int errno) {
    return errno == 429 || errno == 503;
  }
}
