package chat.gateway.transport;

import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Answers REST calls, whatever becomes of them: with a JSON object with {@code success} and {@code
 * message}, and an honest status; follows each as one trace. Thread-safe.
 *
 * @param tokens checks whose call it is
 */
record RestHandler(Tokens tokens, Tracing tracing) {
  private static final Logger LOGGER = System.getLogger(RestHandler.class.getName());
  private static final int OK = ErrorCode.OK.httpStatus();

  /** One call. */
  @FunctionalInterface
  interface Call {
    /**
     * Does it.
     *
     * @throws MalformedException when it is not understood
     * @throws RequestFailed when it is not done
     */
    RestAnswer answer(ServerRequest request) throws MalformedException;
  }

  /**
   * Answers with what a call answers.
   *
   * @param route the whole path without what is in it, such as {@code /api/messages/friend/{id}}
   */
  Handler of(String route, Call call) {
    return (request, response) -> {
      var trace = new HttpTrace(tracing, route, request.prologue(), request.headers(), OK);
      trace.run(() -> send(trace, call, request, response));
    };
  }

  /**
   * Whose call it is, as the header {@code Authorization} says.
   *
   * @throws RequestFailed NOT_LOGGED_IN without a token, FORBIDDEN with a bad one
   */
  Caller caller(ServerRequest request) {
    String token =
        request
            .headers()
            .first(HeaderNames.AUTHORIZATION)
            .flatMap(BearerToken::of)
            .orElseThrow(
                () -> new RequestFailed(ErrorCode.NOT_LOGGED_IN, "this call needs a token"));
    return tokens.authenticate(token);
  }

  /** The fields of the body. */
  static Fields body(ServerRequest request) throws MalformedException {
    return new Fields(
        Json.parse(
            request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0]));
  }

  /** A number of the query. */
  static OptionalLong number(ServerRequest request, String name) throws MalformedException {
    Optional<String> text = request.query().first(name).asOptional();
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw new MalformedException(name + " must be a whole number that is not negative");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  /** The id in the path. */
  static int id(ServerRequest request) throws MalformedException {
    return Fields.parseId("id", request.path().pathParameters().get("id"));
  }

  private static void send(
      HttpTrace trace, Call call, ServerRequest request, ServerResponse response) {
    RestAnswer answer;
    try {
      answer = call.answer(request);
    } catch (MalformedException e) {
      answer = RestAnswer.failed(ErrorCode.MALFORMED, e.getMessage(), OptionalInt.empty());
    } catch (RequestFailed e) {
      answer = RestAnswer.failed(e);
    } catch (RequestException e) {
      trace.answered(e.status().code());
      throw e; // the request itself is broken or too long: BrokenRequests answers that
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a call from " + Sockets.address(request) + " failed", e);
      answer =
          RestAnswer.failed(
              ErrorCode.INTERNAL, "the server failed; it is logged", OptionalInt.empty());
    }
    answer.retryAfterMs().ifPresent(ms -> response.header(HeaderNames.RETRY_AFTER, seconds(ms)));
    response
        .status(answer.status())
        .header(HeaderValues.CONTENT_TYPE_JSON)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(Json.object(answer.body()));
    trace.answered(answer.status());
  }

  private static String seconds(int milliseconds) {
    return Integer.toString(Math.ceilDiv(milliseconds, 1_000));
  }
}
