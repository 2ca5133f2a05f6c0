package chat.gateway.dialect;

import chat.proto.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A frame that is no request: broken JSON, a missing field, a wrong type, an unknown msgid. */
public final class FrameException extends Exception {
  private final transient ErrorReply reply;

  /**
   * What to answer.
   *
   * @param kind {@link RequestKind#UNKNOWN} where it was not understood that far
   */
  public record ErrorReply(
      RequestKind kind, Optional<JsonNode> req, ErrorCode code, String message) {}

  /** An exception without a stack trace: bad input is no event of the server's. */
  public FrameException(RequestKind kind, Optional<JsonNode> req, ErrorCode code, String message) {
    super(message, null, false, false);
    this.reply = new ErrorReply(kind, req, code, message);
  }

  /** The answer to the client. */
  public ErrorReply reply() {
    return reply;
  }
}
