package chat.gateway.transport;

import chat.gateway.session.ConnectionNumber;
import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import chat.trace.TraceNames;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import java.util.Set;

/** The trace of one HTTP request. Used by the thread that handles it. */
final class HttpTrace {
  // Whoever sends a method of their own must not fill the traces with names.
  private static final Set<String> METHODS =
      Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private final RequestTrace trace;
  private int status;

  /**
   * A request has come.
   *
   * @param route its path without what is in it, such as {@code /api/messages/friend/{id}}
   * @param secure whether it came over TLS
   * @param expected the status of its answer, unless another one is told
   */
  HttpTrace(
      Tracing tracing,
      String route,
      HttpPrologue prologue,
      Headers headers,
      boolean secure,
      int expected) {
    status = expected;
    String method = prologue.method().text().toUpperCase(Locale.ROOT);
    long connection = ConnectionNumber.current();
    boolean known = METHODS.contains(method);
    trace =
        tracing.request(
            (known ? method : "HTTP") + " " + route,
            () -> {
              var attributes =
                  Attributes.builder()
                      .put(TraceNames.CONNECTION, connection)
                      .put("http.request.method", known ? method : "_OTHER")
                      .put("http.route", route)
                      .put("http.response.status_code", status)
                      .put("url.path", prologue.uriPath().path())
                      .put("url.scheme", secure ? "https" : "http")
                      .put("network.protocol.version", prologue.protocolVersion());
              if (!known) {
                attributes.put("http.request.method_original", method);
              }
              return attributes.build();
            },
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
