package chat.gateway.transport;

import static chat.gateway.transport.RestHandler.body;
import static chat.gateway.transport.RestHandler.id;
import static chat.gateway.transport.RestHandler.number;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.Requests;
import chat.proto.ErrorCode;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The REST calls of the old page, under {@code /api}. Every answer is a JSON object with {@code
 * success} and {@code message}, and an honest status. Each call runs on its own virtual thread.
 */
final class RestApi implements HttpService {

  private final Requests requests;
  private final RestHandler handler;
  private final RestWriter writer;

  RestApi(Requests requests, RestHandler handler, RestWriter writer) {
    this.requests = requests;
    this.handler = handler;
    this.writer = writer;
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
    Requests.Identity identity =
        requests.login(
            credentials, Sockets.address(request), body.optionalText("device").orElse(""));
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
            new Credentials.ByName(body.text("name"), body.text("pwd")),
            Sockets.address(request),
            "");
    return RestAnswer.done(
        json -> {
          RestWriter.id(json, "userId", identity.user().getId());
          json.writeStringField("userName", Html.escape(identity.user().getName()));
        });
  }

  private RestAnswer addFriend(ServerRequest request) throws MalformedException {
    Caller caller = handler.caller(request);
    return ask(
        request,
        caller,
        new Command.AddFriend(Envelope.EMPTY, body(request).idOrText("friendId"), ""));
  }

  private RestAnswer createGroup(ServerRequest request) throws MalformedException {
    Caller caller = handler.caller(request);
    return ask(
        request,
        caller,
        new Command.CreateGroup(Envelope.EMPTY, body(request).text("groupName"), ""));
  }

  private RestAnswer history(ServerRequest request, String scope) throws MalformedException {
    Caller caller = handler.caller(request);
    int id = id(request);
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
    return ask(request, handler.caller(request), command);
  }

  private RestAnswer ask(ServerRequest request, Caller caller, Command command) {
    return writer.answer(requests.answer(Optional.of(caller), Sockets.address(request), command));
  }

  private static RestAnswer noSuchCall() {
    return RestAnswer.failed(ErrorCode.NOT_FOUND, "there is no such call", OptionalInt.empty());
  }

  private Handler handler(String route, RestHandler.Call call) {
    return handler.of("/api" + route, call);
  }
}
