package chat.gateway.transport;

import chat.gateway.dialect.Event;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.RequestKind;
import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.OptionalInt;

/**
 * What a REST call is answered with.
 *
 * @param status of HTTP
 * @param body a whole JSON object, with {@code success} and {@code message}
 * @param retryAfterMs when to try again, where that is known
 */
record RestAnswer(int status, Json.Body body, OptionalInt retryAfterMs) {
  private static final int CONFLICT = 409;

  /** The call was done. */
  static RestAnswer done(Json.Body fields) {
    return new RestAnswer(
        ErrorCode.OK.httpStatus(),
        json -> {
          json.writeBooleanField("success", true);
          json.writeStringField("message", "done");
          fields.write(json);
        },
        OptionalInt.empty());
  }

  /** The call was not done. */
  static RestAnswer failed(ErrorCode code, String message, OptionalInt retryAfterMs) {
    return failed(code.httpStatus(), code, message, retryAfterMs);
  }

  /** The call was not done. */
  static RestAnswer failed(RequestFailed failure) {
    return failed(failure.code(), failure.getMessage(), failure.retryAfterMs());
  }

  /** The call was not done; a name that is taken is a conflict, not a wrong password. */
  static RestAnswer failed(Event.Failed failed) {
    boolean taken = failed.kind() == RequestKind.REGISTER && failed.code() == ErrorCode.REJECTED;
    return failed(
        taken ? CONFLICT : failed.code().httpStatus(),
        failed.code(),
        failed.message(),
        failed.retryAfterMs());
  }

  /**
   * The call was not done.
   *
   * @param status of HTTP, where it is another one than the code's
   */
  static RestAnswer failed(int status, ErrorCode code, String message, OptionalInt retryAfterMs) {
    return new RestAnswer(
        status,
        json -> {
          json.writeBooleanField("success", false);
          json.writeStringField("message", Html.escape(message));
          json.writeNumberField("errno", code.errno());
          if (retryAfterMs.isPresent()) {
            json.writeNumberField("retry_after_ms", retryAfterMs.getAsInt());
          }
        },
        retryAfterMs);
  }

  /** The same with more fields behind the others. */
  RestAnswer with(Json.Body fields) {
    return new RestAnswer(
        status,
        json -> {
          body.write(json);
          fields.write(json);
        },
        retryAfterMs);
  }

  /** Sends it; the status. */
  int sendTo(ServerResponse response) {
    retryAfterMs.ifPresent(ms -> response.header(HeaderNames.RETRY_AFTER, seconds(ms)));
    response
        .status(status)
        .header(HeaderValues.CONTENT_TYPE_JSON)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(Json.object(body));
    return status;
  }

  private static String seconds(int milliseconds) {
    return Integer.toString(Math.ceilDiv(milliseconds, 1_000));
  }
}
