package chat.gateway.transport;

import chat.gateway.dialect.Json;
import chat.proto.ErrorCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.OptionalInt;

/** Answers HTTP requests that the server refuses before any call sees them, as JSON too. */
final class BrokenRequests {
  private BrokenRequests() {}

  /** The handlers of a port. */
  static DirectHandlers handlers() {
    return DirectHandlers.builder()
        .addHandler(DirectHandler.EventType.BAD_REQUEST, BrokenRequests::answer)
        .build();
  }

  private static DirectHandler.TransportResponse answer(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    RestAnswer answer =
        status.code() == ErrorCode.TOO_LONG.httpStatus()
            ? RestAnswer.failed(ErrorCode.TOO_LONG, "the body is too long", OptionalInt.empty())
            : RestAnswer.failed(ErrorCode.MALFORMED, "this is no request", OptionalInt.empty());
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderValues.CONTENT_TYPE_JSON)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .keepAlive(false)
        .entity(Json.object(answer.body()))
        .build();
  }
}
