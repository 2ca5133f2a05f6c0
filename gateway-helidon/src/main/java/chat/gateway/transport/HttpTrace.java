package chat.gateway.transport;

import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import chat.trace.TraceNames;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;

/** The trace of one HTTP request. Used by the thread that handles it. */
final class HttpTrace {
  private final RequestTrace trace;
  private int status;

  /**
   * A request has come.
   *
   * @param route its path without what is in it, such as {@code /api/messages/friend/{id}}
   * @param status of its answer, unless another one is told
   */
  HttpTrace(Tracing tracing, String route, HttpPrologue prologue, Headers headers, int status) {
    this.status = status;
    String method = prologue.method().text().toUpperCase(Locale.ROOT);
    trace =
        tracing.request(
            method + " " + route,
            () ->
                Attributes.builder()
                    .put("http.request.method", method)
                    .put("http.route", route)
                    .put("http.response.status_code", status)
                    .put("url.path", prologue.uriPath().path())
                    .put("url.scheme", "http")
                    .put("network.protocol.version", prologue.protocolVersion())
                    .build(),
            headers.first(HeaderNames.create(TraceNames.TRACEPARENT)),
            System.nanoTime());
  }

  /** Does what it asks for. */
  void run(Runnable work) {
    trace.run(work::run);
  }

  /** It has been answered. */
  void answered(int httpStatus) {
    status = httpStatus;
    answered();
  }

  /** It has been answered as was expected. */
  void answered() {
    trace.replied(outcome(status)).run();
  }

  private static ErrorCode outcome(int httpStatus) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.httpStatus() == httpStatus) {
        return code;
      }
    }
    return httpStatus < 400 ? ErrorCode.OK : ErrorCode.INTERNAL;
  }
}
