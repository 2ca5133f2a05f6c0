package chat.proto;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.Status;

/**
 * Every way a request can fail, with its code in each language that we speak. A reply of a service
 * carries {@link #errno()}; the dialects and REST translate it with this table and nothing else.
 */
public enum ErrorCode {
  /** Done. */
  OK(0, 200, Status.Code.OK, "ok"),
  /** Wrong id, name or password; or the name is taken. */
  REJECTED(1, 401, Status.Code.UNAUTHENTICATED, "rejected"),
  /** The user is logged in already, where only one session per user is allowed. */
  ALREADY_LOGGED_IN(2, 409, Status.Code.ALREADY_EXISTS, "already_logged_in"),
  /** The request cannot be understood. */
  MALFORMED(400, 400, Status.Code.INVALID_ARGUMENT, "malformed"),
  /** No login on this connection, or no token. */
  NOT_LOGGED_IN(401, 401, Status.Code.UNAUTHENTICATED, "not_logged_in"),
  /** Known, but not allowed; also a bad or expired token, and acting for somebody else. */
  FORBIDDEN(403, 403, Status.Code.PERMISSION_DENIED, "forbidden"),
  /** No such user, group, conversation or msgid. */
  NOT_FOUND(404, 404, Status.Code.NOT_FOUND, "not_found"),
  /** The same msg_id with other content. */
  CONFLICT(409, 409, Status.Code.ALREADY_EXISTS, "conflict"),
  /** A text is longer than allowed. */
  TOO_LONG(413, 413, Status.Code.INVALID_ARGUMENT, "too_long"),
  /** Too many requests; retry_after_ms says when to try again. */
  SLOW_DOWN(429, 429, Status.Code.RESOURCE_EXHAUSTED, "slow_down"),
  /** Our fault; it is logged. */
  INTERNAL(500, 500, Status.Code.INTERNAL, "internal"),
  /** A part behind the answering one is away; retry_after_ms says when to try again. */
  UNAVAILABLE(503, 503, Status.Code.UNAVAILABLE, "unavailable");

  private final int errno;
  private final int httpStatus;
  private final Status.Code grpcCode;
  private final String label;

  ErrorCode(int errno, int httpStatus, Status.Code grpcCode, String label) {
    this.errno = errno;
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.label = label;
  }

  /** The number on the wire, in every dialect and in the replies of the services. */
  public int errno() {
    return errno;
  }

  /** The HTTP status of the same outcome. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The gRPC status of the same outcome, for calls that fail as a whole. */
  public Status.Code grpcCode() {
    return grpcCode;
  }

  /** The value of the metric label {@code outcome}. */
  public String label() {
    return label;
  }

  /**
   * The code of a number that a service sent.
   *
   * @return the code, {@link #INTERNAL} for a number that is none of ours
   */
  public static ErrorCode ofErrno(int errno) {
    for (ErrorCode code : values()) {
      if (code.errno == errno) {
        return code;
      }
    }
    return INTERNAL;
  }

  /** The outcome that a reply of a service tells: its errno's, {@link #OK} where it has none. */
  public static ErrorCode ofReply(Object reply) {
    if (reply instanceof Message message) {
      FieldDescriptor errno = message.getDescriptorForType().findFieldByName("errno");
      if (errno != null) {
        return ofErrno((int) message.getField(errno));
      }
    }
    return OK;
  }
}
