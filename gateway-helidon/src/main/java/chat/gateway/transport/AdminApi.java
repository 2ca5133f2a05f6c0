package chat.gateway.transport;

import static chat.gateway.transport.RestCalls.body;
import static chat.gateway.transport.RestCalls.count;
import static chat.gateway.transport.RestCalls.id;
import static chat.gateway.transport.RestCalls.number;

import chat.gateway.dialect.Fields;
import chat.gateway.dialect.Json;
import chat.gateway.dialect.MalformedException;
import chat.gateway.session.AdminRequests;
import chat.gateway.session.Caller;
import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import chat.proto.social.FindGroupsRequest;
import chat.proto.social.Group;
import chat.proto.user.AccountInfo;
import chat.proto.user.AuditEntry;
import chat.proto.user.ChangeUserRequest;
import chat.proto.user.FindUsersRequest;
import chat.proto.user.ListAuditRequest;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;

/**
 * The REST calls of administrators, under {@code /api/admin}: ids are numbers, texts are as they
 * were written. Everybody else gets a 403. Each call runs on its own virtual thread.
 */
final class AdminApi implements HttpService {
  private static final String BASE = "/admin";

  private final RestCalls calls;
  private final AdminRequests requests;

  /** One call of an administrator. */
  @FunctionalInterface
  private interface Call {
    RestAnswer answer(ServerRequest request, Caller admin) throws MalformedException;
  }

  AdminApi(RestCalls calls, AdminRequests requests) {
    this.calls = calls;
    this.requests = requests;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/users", of("/users", this::users))
        .post("/users/{id}", of("/users/{id}", this::change))
        .post("/users/{id}/kick", of("/users/{id}/kick", this::kick))
        .get("/groups", of("/groups", this::groups))
        .post("/groups/{id}/disband", of("/groups/{id}/disband", this::disband))
        .get("/online", of("/online", (request, admin) -> online(admin)))
        .get("/audit", of("/audit", this::audit))
        .post("/broadcast", of("/broadcast", this::broadcast));
  }

  private Handler of(String route, Call call) {
    return calls.handler(
        BASE + route,
        request -> {
          Caller caller = calls.caller(request);
          if (!caller.admin()) {
            throw new RequestFailed(ErrorCode.FORBIDDEN, "Only administrators may do this.");
          }
          return call.answer(request, caller);
        });
  }

  private RestAnswer users(ServerRequest request, Caller admin) throws MalformedException {
    var wanted =
        FindUsersRequest.newBuilder()
            .setText(text(request))
            .setAfterId(count(request, "after").orElse(0))
            .setLimit(count(request, "limit").orElse(0))
            .build();
    var found = requests.users(admin, wanted);
    return list("users", found.getUsersList(), AdminApi::user, found.getMore());
  }

  private RestAnswer change(ServerRequest request, Caller admin) throws MalformedException {
    var change = ChangeUserRequest.newBuilder().setUserId(id(request));
    Fields body = body(request);
    body.optionalFlag("disabled").ifPresent(change::setDisabled);
    body.optionalText("role").ifPresent(change::setRole);
    body.optionalText("password").ifPresent(change::setPassword);
    AccountInfo changed = requests.change(admin, change.build());
    return RestAnswer.done(
        json -> {
          json.writeObjectFieldStart("user");
          user(json, changed);
          json.writeEndObject();
        });
  }

  private RestAnswer kick(ServerRequest request, Caller admin) throws MalformedException {
    requests.kick(admin, id(request));
    return RestAnswer.done(json -> {});
  }

  private RestAnswer groups(ServerRequest request, Caller admin) throws MalformedException {
    var wanted =
        FindGroupsRequest.newBuilder()
            .setText(text(request))
            .setAfterId(count(request, "after").orElse(0))
            .setLimit(count(request, "limit").orElse(0))
            .build();
    var found = requests.groups(admin, wanted);
    return list("groups", found.getGroupsList(), AdminApi::group, found.getMore());
  }

  private RestAnswer disband(ServerRequest request, Caller admin) throws MalformedException {
    requests.disband(admin, id(request));
    return RestAnswer.done(json -> {});
  }

  private RestAnswer online(Caller admin) {
    AdminRequests.Online online = requests.online(admin);
    return list(
            "users", online.shown(), AdminApi::connected, online.users() > online.shown().size())
        .with(json -> json.writeNumberField("online", online.users()));
  }

  private RestAnswer audit(ServerRequest request, Caller admin) throws MalformedException {
    var wanted =
        ListAuditRequest.newBuilder()
            .setBeforeId(number(request, "before").orElse(0))
            .setLimit(count(request, "limit").orElse(0))
            .build();
    var found = requests.audit(admin, wanted);
    return list("entries", found.getEntriesList(), AdminApi::entry, found.getMore());
  }

  private RestAnswer broadcast(ServerRequest request, Caller admin) throws MalformedException {
    requests.broadcast(admin, body(request).text("text"));
    return RestAnswer.done(json -> {});
  }

  private static String text(ServerRequest request) {
    return request.query().first("text").orElse("");
  }

  private static <T> RestAnswer list(
      String name, Iterable<T> things, Json.Each<T> fields, boolean more) {
    return RestAnswer.done(
        json -> {
          Json.array(json, name, things, fields);
          json.writeBooleanField("more", more);
        });
  }

  private static void user(JsonGenerator json, AccountInfo user) throws IOException {
    json.writeNumberField("id", user.getId());
    json.writeStringField("name", user.getName());
    json.writeStringField("role", user.getRole());
    json.writeNumberField("createdMs", user.getCreatedMs());
    json.writeBooleanField("disabled", user.getDisabled());
  }

  private static void group(JsonGenerator json, Group group) throws IOException {
    json.writeNumberField("id", group.getId());
    json.writeStringField("name", group.getName());
    json.writeNumberField("memberCount", group.getMemberCount());
    json.writeNumberField("ownerId", group.getOwnerId());
  }

  private static void connected(JsonGenerator json, AdminRequests.Connected user)
      throws IOException {
    json.writeNumberField("id", user.id());
    json.writeStringField("name", user.name());
    json.writeNumberField("connections", user.connections());
  }

  private static void entry(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeNumberField("id", entry.getId());
    json.writeNumberField("atMs", entry.getAtMs());
    json.writeNumberField("actorId", entry.getActorId());
    json.writeStringField("actorName", entry.getActorName());
    json.writeStringField("action", entry.getAction());
    json.writeStringField("subject", entry.getSubject());
    json.writeStringField("detail", entry.getDetail());
  }
}
