package chat.gateway.transport;

import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.Tokens;
import chat.gateway.trace.RequestTrace;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What all REST calls have in common: who calls, the trace, and that every failure is answered as
 * JSON, with an honest status.
 *
 * @param tokens checks the callers' tokens
 * @param tracing follows the calls
 */
record RestCalls(Tokens tokens, Tracing tracing) {
  private static final Logger LOGGER = System.getLogger(RestCalls.class.getName());

  private static final int OK = ErrorCode.OK.httpStatus();

  /** A call that is answered with JSON. */
  @FunctionalInterface
  interface Call {
    /**
     * The answer.
     *
     * @throws RequestFailed when it is not done
     */
    RestAnswer answer(ServerRequest request) throws MalformedException;
  }

  /** A call that sends what it is answered with, when it is done. */
  @FunctionalInterface
  interface Sender {
    /**
     * Sends it.
     *
     * @return the status
     * @throws RequestFailed when it is not done, and nothing was sent
     * @throws CloseConnectionException when something was, or the client has gone
     */
    int send(ServerRequest request, ServerResponse response) throws MalformedException;
  }

  /** Handles a call. */
  Handler handler(String route, Call call) {
    return sending(route, (request, response) -> call.answer(request).sendTo(response));
  }

  /** Handles a call that sends its answer itself. */
  Handler sending(String route, Sender sender) {
    return (request, response) -> {
      var trace =
          new HttpTrace(
              tracing,
              "/api" + route,
              request.prologue(),
              request.headers(),
              request.isSecure(),
              OK);
      trace.run(() -> send(trace, sender, request, response));
      closeIfSaid(response);
    };
  }

  /**
   * Closes the connection after an answer that says so, whose request has not been read to its end.
   * The server would go on with what comes next, or wait for it.
   */
  static void closeIfSaid(ServerResponse response) {
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the request is not read to its end");
    }
  }

  /**
   * Who calls.
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
    Caller caller = tokens.authenticate(token);
    RequestTrace.current().user(caller.userId());
    return caller;
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

  /** A number of the query; one that is no {@code int} becomes the largest. */
  static OptionalInt count(ServerRequest request, String name) throws MalformedException {
    OptionalLong number = number(request, name);
    return number.isPresent()
        ? OptionalInt.of((int) Math.min(number.getAsLong(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  /** The id in the path. */
  static int id(ServerRequest request) throws MalformedException {
    return Fields.parseId("id", request.path().pathParameters().get("id"));
  }

  private static void send(
      HttpTrace trace, Sender sender, ServerRequest request, ServerResponse response) {
    int status;
    try {
      status = sender.send(request, response);
    } catch (MalformedException e) {
      status =
          RestAnswer.failed(ErrorCode.MALFORMED, e.getMessage(), OptionalInt.empty())
              .sendTo(response);
    } catch (RequestFailed e) {
      status = RestAnswer.failed(e).sendTo(response);
    } catch (RequestException e) {
      trace.answered(e.status().code());
      throw e; // the request itself is broken or too long: BrokenRequests answers that
    } catch (CloseConnectionException e) {
      LOGGER.log(Level.DEBUG, "a call from " + Sockets.address(request) + " was broken off", e);
      trace.answered(ErrorCode.UNAVAILABLE.httpStatus());
      throw e;
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a call from " + Sockets.address(request) + " failed", e);
      if (response.isSent()) {
        trace.answered(ErrorCode.INTERNAL.httpStatus());
        throw new CloseConnectionException("the answer cannot be finished", e);
      }
      status =
          RestAnswer.failed(
                  ErrorCode.INTERNAL, "the server failed; it is logged", OptionalInt.empty())
              .sendTo(response);
    }
    trace.answered(status);
  }
}
