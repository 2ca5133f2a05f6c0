package chat.gateway.session;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Event;
import chat.gateway.dialect.FrameException;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
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

  /** What a service answered: an errno other than 0, and its sentence. */
  public static RequestFailed of(int errno, String message) {
    ErrorCode code = ErrorCode.ofErrno(errno);
    boolean soon = code == ErrorCode.UNAVAILABLE || code == ErrorCode.SLOW_DOWN;
    return new RequestFailed(
        code, message, soon ? OptionalInt.of(RETRY_AFTER_MS) : OptionalInt.empty());
  }

  /** Something behind the gateway is away; the client may try again soon. */
  public static RequestFailed unavailable(String message) {
    return new RequestFailed(ErrorCode.UNAVAILABLE, message, OptionalInt.of(RETRY_AFTER_MS));
  }

  /** A mistake of ours; whoever answers with it logs the cause. */
  static RequestFailed internal() {
    return new RequestFailed(ErrorCode.INTERNAL, "The server failed; it is logged.");
  }

  /** The client sends more than it may; after so many milliseconds it may send again. */
  static RequestFailed tooFast(int waitMs) {
    return new RequestFailed(
        ErrorCode.SLOW_DOWN, "Too many requests, wait a little.", OptionalInt.of(waitMs));
  }

  /**
   * The answer to a frame that is no request.
   *
   * @param waitMs more than 0 where the client also sends more than it may, which goes first
   */
  static Event.Failed reply(FrameException.ErrorReply reply, int waitMs) {
    RequestFailed failed =
        waitMs > 0 ? tooFast(waitMs) : new RequestFailed(reply.code(), reply.message());
    return failed.reply(reply.kind(), reply.req(), Optional.empty());
  }

  /** The answer where there was no request. */
  Event.Failed reply(RequestKind kind) {
    return reply(kind, Optional.empty(), Optional.empty());
  }

  /** The answer to the request that failed. */
  Event.Failed reply(Command command) {
    return reply(command.kind(), command.envelope().req(), msgId(command));
  }

  private Event.Failed reply(RequestKind kind, Optional<JsonNode> req, Optional<String> msgId) {
    return new Event.Failed(kind, req, code, getMessage(), msgId, retryAfterMs);
  }

  private static Optional<String> msgId(Command command) {
    if (command instanceof Command.PrivateChat chat) {
      return chat.msgId();
    }
    return command instanceof Command.GroupChat chat ? chat.msgId() : Optional.empty();
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
