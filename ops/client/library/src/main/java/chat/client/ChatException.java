package chat.client;

import java.time.Duration;

/** Something could not be done. Each kind is one decision that a caller can make. */
public abstract sealed class ChatException extends RuntimeException {
  private ChatException(String message) {
    super(message);
  }

  private ChatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The server does not do this: ask for something else. */
  public static final class Refused extends ChatException {
    private final int errno;

    /** What the server answered. */
    public Refused(int errno, String message) {
      super(message.isEmpty() ? "refused with errno " + errno : message);
      this.errno = errno;
    }

    /** As PROTOCOL.md numbers errors: 403, 404, 409 and so on. */
    public int errno() {
      return errno;
    }
  }

  /** The server does not let this user in: another name or password is needed. */
  public static final class LoginRefused extends ChatException {
    private final int errno;

    /** What the server answered. */
    public LoginRefused(int errno, String message) {
      super(message.isEmpty() ? "the login was refused with errno " + errno : message);
      this.errno = errno;
    }

    /** As PROTOCOL.md numbers errors. */
    public int errno() {
      return errno;
    }
  }

  /** Not now (errno 429, 503): nothing was done, ask again. */
  public static final class NotNow extends ChatException {
    private final Duration retryAfter;

    /** What the server answered. */
    public NotNow(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** Ask again after this time; zero where the server does not know. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** No answer came; it may or may not have been done. */
  public static final class NoAnswer extends ChatException {
    /** Why. */
    public NoAnswer(String message) {
      super(message);
    }
  }

  /** The server cannot be reached, or is not one. */
  public static final class Unreachable extends ChatException {
    /** Why. */
    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Too much waits already; nothing was done. */
  public static final class TooMuch extends ChatException {
    /** What is full. */
    public TooMuch(String message) {
      super(message);
    }
  }

  /** The client was closed. What had no answer may or may not have been done. */
  public static final class Closed extends ChatException {
    /** It was closed. */
    public Closed() {
      super("the client is closed");
    }
  }

  /** The file of a {@link Store} cannot be used. */
  public static final class StoreFailed extends ChatException {
    /** Why. */
    public StoreFailed(String message) {
      super(message);
    }

    /** Why. */
    public StoreFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
