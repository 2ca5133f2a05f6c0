package chat.gateway.transport;

import chat.gateway.dialect.Event;
import chat.gateway.dialect.RequestKind;
import chat.proto.ErrorCode;
import java.util.Optional;
import java.util.OptionalInt;

/** The last words to a client whose connection the transport ends. */
final class Refusals {
  /** When to try again where there are too many connections. Milliseconds. */
  private static final int RETRY_AFTER_MS = 5_000;

  static final Event TOO_MANY_CONNECTIONS =
      failed(
          ErrorCode.SLOW_DOWN,
          "there are too many connections from your address",
          OptionalInt.of(RETRY_AFTER_MS));

  private Refusals() {}

  static Event oversize(int maxBytes) {
    return failed(
        ErrorCode.MALFORMED,
        "a frame may have at most " + maxBytes + " bytes",
        OptionalInt.empty());
  }

  private static Event failed(ErrorCode code, String message, OptionalInt retryAfterMs) {
    return new Event.Failed(
        RequestKind.UNKNOWN, Optional.empty(), code, message, Optional.empty(), retryAfterMs);
  }
}
