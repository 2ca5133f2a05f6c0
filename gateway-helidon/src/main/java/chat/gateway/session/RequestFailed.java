package chat.gateway.session;

import chat.proto.ErrorCode;
import java.util.OptionalInt;

/** A request that is answered with an error. The message is one plain sentence for the client. */
public final class RequestFailed extends RuntimeException {
  /** When to try again after a part behind the gateway was away. Milliseconds. */
  public static final int RETRY_AFTER_MS = 1_000;

  private final ErrorCode code;
  private final transient OptionalInt retryAfterMs;

  /** A failure without a stack trace: it is an answer, not an event of the server's. */
  public RequestFailed(ErrorCode code, String message) {
    this(code, message, OptionalInt.empty());
  }

  /**
   * A failure without a stack trace.
   *
   * @param retryAfterMs when to try again; empty where that would not help
   */
  public RequestFailed(ErrorCode code, String message, OptionalInt retryAfterMs) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** Something behind the gateway is away; the client may try again soon. */
  public static RequestFailed unavailable(String message) {
    return new RequestFailed(ErrorCode.UNAVAILABLE, message, OptionalInt.of(RETRY_AFTER_MS));
  }

  /** What went wrong. */
  public ErrorCode code() {
    return code;
  }

  /** When to try again, in milliseconds. */
  public OptionalInt retryAfterMs() {
    return retryAfterMs;
  }
}
