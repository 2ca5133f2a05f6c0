package chat.gateway.transport;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.Requests;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import chat.proto.ErrorCode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The REST calls of the old page, under {@code /api}. Every answer is a JSON object with {@code
 * success} and {@code message}, and an honest status. Each call runs on its own virtual thread.
 */
final class RestApi implements HttpService {
  private static final Logger LOGGER = System.getLogger(RestApi.class.getName());

  private static final int OK = ErrorCode.OK.httpStatus();

  private final Requests requests;
  private final Tokens tokens;
  private final RestWriter writer;
  private final Tracing tracing;

  /** One call. */
  @FunctionalInterface
  private interface Call {
    RestAnswer answer(ServerRequest request) throws MalformedException;
  }

  RestApi(Requests requests, Tokens tokens, RestWriter writer, Tracing tracing) {
    this.requests = requests;
    this.tokens = tokens;
    this.writer = writer;
    this.tracing = tracing;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/register", handler("/register", this::register))
        .post("/login", handler("/login", this::login))
        .post("/find-user-id", handler("/find-user-id", this::findUserId))
        .get(
            "/friends",
            handler("/friends", request -> ask(request, new Command.ListFriends(Envelope.EMPTY))))
        .post("/friends/add", handler("/friends/add", this::addFriend))
        .get(
            "/groups",
            handler("/groups", request -> ask(request, new Command.ListGroups(Envelope.EMPTY))))
        .post("/groups/create", handler("/groups/create", this::createGroup))
        .get(
            "/messages/friend/{id}",
            handler("/messages/friend/{id}", request -> history(request, "private:")))
        .get(
            "/messages/group/{id}",
            handler("/messages/group/{id}", request -> history(request, "group:")))
        .any(handler("", request -> noSuchCall()));
  }

  private RestAnswer register(ServerRequest request) throws MalformedException {
    Fields body = body(request);
    String name = body.text("name");
    RestAnswer answer =
        writer.answer(
            requests.answer(
                Optional.empty(),
                Sockets.address(request),
                new Command.Register(Envelope.EMPTY, name, body.text("pwd"))));
    return answer.status() == ErrorCode.OK.httpStatus()
        ? new RestAnswer(
            answer.status(),
            json -> {
              answer.body().write(json);
              json.writeStringField("userName", Html.escape(name));
            },
            OptionalInt.empty())
        : answer;
  }

  private RestAnswer login(ServerRequest request) throws MalformedException {
    Fields body = body(request);
    String password = body.text("pwd");
    Credentials credentials =
        body.has("id")
            ? new Credentials.ById(body.idOrText("id"), password)
            : new Credentials.ByName(body.text("name"), password);
    Requests.Identity identity = requests.login(credentials, Sockets.address(request));
    return RestAnswer.done(
        json -> {
          json.writeStringField("token", identity.token());
          json.writeObjectFieldStart("user");
          RestWriter.id(json, "id", identity.user().getId());
          json.writeStringField("name", Html.escape(identity.user().getName()));
          json.writeEndObject();
        });
  }

  private RestAnswer findUserId(ServerRequest request) throws MalformedException {
    Fields body = body(request);
    Requests.Identity identity =
        requests.login(
            new Credentials.ByName(body.text("name"), body.text("pwd")), Sockets.address(request));
    return RestAnswer.done(
        json -> {
          RestWriter.id(json, "userId", identity.user().getId());
          json.writeStringField("userName", Html.escape(identity.user().getName()));
        });
  }

  private RestAnswer addFriend(ServerRequest request) throws MalformedException {
    Caller caller = caller(request);
    return ask(
        request, caller, new Command.AddFriend(Envelope.EMPTY, body(request).idOrText("friendId")));
  }

  private RestAnswer createGroup(ServerRequest request) throws MalformedException {
    Caller caller = caller(request);
    return ask(
        request,
        caller,
        new Command.CreateGroup(Envelope.EMPTY, body(request).text("groupName"), ""));
  }

  private RestAnswer history(ServerRequest request, String scope) throws MalformedException {
    Caller caller = caller(request);
    int id = Fields.parseId("id", request.path().pathParameters().get("id"));
    OptionalLong limit = number(request, "limit");
    return ask(
        request,
        caller,
        new Command.History(
            Envelope.EMPTY,
            scope + id,
            OptionalLong.empty(),
            limit.isPresent()
                ? OptionalInt.of((int) Math.min(limit.getAsLong(), Integer.MAX_VALUE))
                : OptionalInt.empty(),
            number(request, "before_seq"),
            number(request, "after_seq")));
  }

  private RestAnswer ask(ServerRequest request, Command command) {
    return ask(request, caller(request), command);
  }

  private RestAnswer ask(ServerRequest request, Caller caller, Command command) {
    return writer.answer(requests.answer(Optional.of(caller), Sockets.address(request), command));
  }

  private Caller caller(ServerRequest request) {
    String token =
        request
            .headers()
            .first(HeaderNames.AUTHORIZATION)
            .flatMap(BearerToken::of)
            .orElseThrow(
                () -> new RequestFailed(ErrorCode.NOT_LOGGED_IN, "this call needs a token"));
    return tokens.authenticate(token);
  }

  private static RestAnswer noSuchCall() {
    return RestAnswer.failed(ErrorCode.NOT_FOUND, "there is no such call", OptionalInt.empty());
  }

  private Handler handler(String route, Call call) {
    return (request, response) -> {
      var trace = new HttpTrace(tracing, "/api" + route, request.prologue(), request.headers(), OK);
      trace.run(() -> send(trace, call, request, response));
    };
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

  private static Fields body(ServerRequest request) throws MalformedException {
    return new Fields(
        Json.parse(
            request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0]));
  }

  private static OptionalLong number(ServerRequest request, String name) throws MalformedException {
    Optional<String> text = request.query().first(name).asOptional();
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw new MalformedException(name + " must be a whole number that is not negative");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }
}
