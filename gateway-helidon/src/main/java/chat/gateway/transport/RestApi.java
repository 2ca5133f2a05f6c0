package chat.gateway.transport;

import static chat.gateway.transport.RestCalls.body;
import static chat.gateway.transport.RestCalls.count;
import static chat.gateway.transport.RestCalls.id;
import static chat.gateway.transport.RestCalls.number;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Envelope;
import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Html;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.Caller;
import chat.gateway.session.Requests;
import chat.gateway.trace.RequestTrace;
import chat.proto.ErrorCode;
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
  private final RestCalls calls;
  private final RestWriter writer;

  RestApi(Requests requests, RestCalls calls, RestWriter writer) {
    this.requests = requests;
    this.calls = calls;
    this.writer = writer;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/register", calls.handler("/register", this::register))
        .post("/login", calls.handler("/login", this::login))
        .post("/find-user-id", calls.handler("/find-user-id", this::findUserId))
        .get(
            "/friends",
            calls.handler(
                "/friends", request -> ask(request, new Command.ListFriends(Envelope.EMPTY))))
        .post("/friends/add", calls.handler("/friends/add", this::addFriend))
        .get(
            "/groups",
            calls.handler(
                "/groups", request -> ask(request, new Command.ListGroups(Envelope.EMPTY))))
        .post("/groups/create", calls.handler("/groups/create", this::createGroup))
        .get(
            "/messages/friend/{id}",
            calls.handler("/messages/friend/{id}", request -> history(request, "private:")))
        .get(
            "/messages/group/{id}",
            calls.handler("/messages/group/{id}", request -> history(request, "group:")))
        .any(calls.handler("", request -> noSuchCall()));
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
        ? answer.with(json -> json.writeStringField("userName", Html.escape(name)))
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
        identify(request, credentials, body.optionalText("device").orElse(""));
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
        identify(request, new Credentials.ByName(body.text("name"), body.text("pwd")), "");
    return RestAnswer.done(
        json -> {
          RestWriter.id(json, "userId", identity.user().getId());
          json.writeStringField("userName", Html.escape(identity.user().getName()));
        });
  }

  private Requests.Identity identify(
      ServerRequest request, Credentials credentials, String device) {
    var identity = requests.login(credentials, Sockets.address(request), device);
    RequestTrace.current().user(identity.user().getId());
    return identity;
  }

  private RestAnswer addFriend(ServerRequest request) throws MalformedException {
    Caller caller = calls.caller(request);
    return ask(
        request,
        caller,
        new Command.AddFriend(Envelope.EMPTY, body(request).idOrText("friendId"), ""));
  }

  private RestAnswer createGroup(ServerRequest request) throws MalformedException {
    Caller caller = calls.caller(request);
    return ask(
        request,
        caller,
        new Command.CreateGroup(Envelope.EMPTY, body(request).text("groupName"), ""));
  }

  private RestAnswer history(ServerRequest request, String scope) throws MalformedException {
    Caller caller = calls.caller(request);
    int id = id(request);
    return ask(
        request,
        caller,
        new Command.History(
            Envelope.EMPTY,
            scope + id,
            OptionalLong.empty(),
            count(request, "limit"),
            number(request, "before_seq"),
            number(request, "after_seq")));
  }

  private RestAnswer ask(ServerRequest request, Command command) {
    return ask(request, calls.caller(request), command);
  }

  private RestAnswer ask(ServerRequest request, Caller caller, Command command) {
    return writer.answer(requests.answer(Optional.of(caller), Sockets.address(request), command));
  }

  private static RestAnswer noSuchCall() {
    return RestAnswer.failed(ErrorCode.NOT_FOUND, "there is no such call", OptionalInt.empty());
  }
}
