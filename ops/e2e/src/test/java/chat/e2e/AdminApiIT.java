package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators do over REST at the first gateway, for users at the second. */
@ExtendWith(Stack.Shared.class)
class AdminApiIT {
  private static final int NOTICE = 9003;
  private static final int GROUP_LEFT = 2105;
  private static final Optional<String> NONE = Optional.empty();

  @Test
  void nobodyElseMay(Stack stack) {
    Person ada = stack.people().make("ada");
    for (String path : List.of("users", "groups", "online", "audit")) {
      assertEquals(403, stack.rest().call("GET", "/api/admin/" + path, token(ada), NONE).status());
    }
    assertEquals(401, stack.rest().get("/api/admin/users").status());
    for (String path :
        List.of("users/" + ada.id(), "users/1/kick", "groups/1/disband", "broadcast")) {
      assertEquals(
          403, post(stack, ada.token(), path, Json.object().put("role", "admin")).status(), path);
    }
    assertEquals(404, get(stack, admin(stack).token(), "no/such/call").status());
  }

  @Test
  void aClosedAccountIsGoneAtOnceAndMayComeBack(Stack stack) {
    Person admin = admin(stack);
    Person ada = stack.people().make("ada");
    try (var there = stack.lines(2)) {
      there.logIn(ada);
      JsonNode user = change(stack, admin, ada, Json.object().put("disabled", true));
      assertTrue(user.get("disabled").booleanValue());
      there.awaitSentAway();
      JsonNode refused = logIn(stack, ada, "pwd");
      assertEquals(403, refused.get("errno").intValue());
      assertEquals("this account is closed", refused.get("errmsg").textValue());
      assertEquals(1, logIn(stack, ada, "wrong").get("errno").intValue());
      assertForbidden(stack, ada.token());
      assertFalse(
          change(stack, admin, ada, Json.object().put("disabled", false))
              .get("disabled")
              .booleanValue());
      assertEquals(0, logIn(stack, ada, "pwd").get("errno").intValue());
      assertEquals(
          List.of("user.enable", "user.disable"), audited(stack, admin, "user:" + ada.id()));
    }
  }

  @Test
  void anAdministratorGivesAndTakesTheRoleAndSetsPasswords(Stack stack) {
    Person admin = admin(stack);
    Person bob = stack.people().make("bob");
    change(stack, admin, bob, Json.object().put("role", "admin"));
    String token = logIn(stack, bob, "pwd").get("token").textValue();
    assertEquals(200, get(stack, token, "users").status());
    change(stack, admin, bob, Json.object().put("role", "user").put("password", "other"));
    assertEquals(403, get(stack, token, "users").status(), "the token has ended");
    assertEquals(1, logIn(stack, bob, "pwd").get("errno").intValue());
    assertEquals(0, logIn(stack, bob, "other").get("errno").intValue());
    assertEquals(
        List.of("user.password", "user.role", "user.role"),
        audited(stack, admin, "user:" + bob.id()));
  }

  @Test
  void nobodyTakesItFromThemself(Stack stack) {
    Person admin = admin(stack);
    String path = "users/" + admin.id();
    assertEquals(
        403, post(stack, admin.token(), path, Json.object().put("disabled", true)).status());
    assertEquals(403, post(stack, admin.token(), path, Json.object().put("role", "user")).status());
    assertEquals(400, post(stack, admin.token(), path, Json.object().put("role", "king")).status());
    assertEquals(404, post(stack, admin.token(), "users/2147483647", Json.object()).status());
    assertEquals(List.of(), audited(stack, admin, "user:" + admin.id()));
  }

  @Test
  void usersAndGroupsAreFound(Stack stack) {
    Person admin = admin(stack);
    Person ada = stack.people().makeNamed("Find-<me>-" + admin.name());
    int group = stack.people().makeGroup("group of " + ada.name(), ada);
    JsonNode users = get(stack, admin.token(), "users?text=find-%3Cme%3E-" + admin.name()).json();
    assertEquals(ada.name(), users.at("/users/0/name").textValue(), "not escaped");
    assertEquals(1, users.get("users").size());
    assertFalse(users.get("more").booleanValue());
    JsonNode byId = get(stack, admin.token(), "users?text=" + ada.id()).json();
    assertTrue(byId.get("users").toString().contains("\"id\":" + ada.id()));
    JsonNode first = get(stack, admin.token(), "users?limit=1").json();
    assertTrue(first.get("more").booleanValue());
    JsonNode next =
        get(stack, admin.token(), "users?limit=1&after=" + first.at("/users/0/id").intValue())
            .json();
    assertTrue(next.at("/users/0/id").intValue() > first.at("/users/0/id").intValue());
    JsonNode groups = get(stack, admin.token(), "groups?text=" + group).json();
    assertTrue(groups.get("groups").toString().contains("\"ownerId\":" + ada.id()));
    assertEquals(400, get(stack, admin.token(), "users?limit=201").status());
  }

  @Test
  void aDisbandedGroupIsNobodysAndStaysSo(Stack stack) {
    Person admin = admin(stack);
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    int group = stack.people().makeGroup("short", ada, bob);
    try (var there = stack.lines(2)) {
      there.logIn(bob);
      assertEquals(200, post(stack, admin.token(), "groups/" + group + "/disband").status());
      assertEquals(group, there.nextPush(GROUP_LEFT).get("group_id").intValue());
      ObjectNode chat = Json.message(1003).put("group_id", group).put("content", "hello?");
      assertEquals(403, there.errno(chat));
      assertEquals(403, there.errno(Json.message(2005).put("group_id", group)));
    }
    assertEquals(List.of("group.disband"), audited(stack, admin, "group:" + group));
    RestClient.Answer found = get(stack, admin.token(), "groups?text=" + group);
    assertEquals(200, found.status(), found::body);
    assertFalse(found.body().contains("\"id\":" + group + ","), found::body);
    assertEquals(404, post(stack, admin.token(), "groups/2147483647/disband").status());
  }

  @Test
  void whoIsOnlineIsListedKickedAndSpokenTo(Stack stack) {
    Person admin = admin(stack);
    Person ada = stack.people().make("ada");
    try (var here = stack.lines(1);
        var there = stack.lines(2)) {
      here.logIn(ada);
      there.logIn(ada);
      JsonNode online = get(stack, admin.token(), "online").json();
      assertTrue(online.get("online").intValue() >= 1);
      assertTrue(
          online
              .get("users")
              .toString()
              .contains(
                  "{\"id\":" + ada.id() + ",\"name\":\"" + ada.name() + "\",\"connections\":2}"),
          online::toString);

      ObjectNode text = Json.object().put("text", " tea at <five> ");
      assertEquals(200, post(stack, admin.token(), "broadcast", text).status());
      assertEquals("tea at <five>", here.nextPush(NOTICE).get("text").textValue());
      assertEquals("tea at <five>", there.nextPush(NOTICE).get("text").textValue());
      assertEquals(
          400, post(stack, admin.token(), "broadcast", Json.object().put("text", " ")).status());

      assertEquals(200, post(stack, admin.token(), "users/" + ada.id() + "/kick").status());
      here.awaitSentAway();
      there.awaitSentAway();
    }
    assertEquals(0, logIn(stack, ada, "pwd").get("errno").intValue());
    assertEquals(List.of("user.kick"), audited(stack, admin, "user:" + ada.id()));
  }

  private static Person admin(Stack stack) {
    Person person = stack.people().make("admin");
    return new Person(
        person.id(), person.name(), person.password(), stack.administratorToken(person));
  }

  private static Optional<String> token(Person person) {
    return Optional.of(person.token());
  }

  private static RestClient.Answer get(Stack stack, String token, String path) {
    return stack.rest().call("GET", "/api/admin/" + path, Optional.of(token), NONE);
  }

  private static RestClient.Answer post(Stack stack, String token, String path) {
    return post(stack, token, path, Json.object());
  }

  private static RestClient.Answer post(Stack stack, String token, String path, ObjectNode body) {
    return stack
        .rest()
        .call("POST", "/api/admin/" + path, Optional.of(token), Optional.of(body.toString()));
  }

  private static JsonNode change(Stack stack, Person admin, Person user, ObjectNode change) {
    RestClient.Answer answer = post(stack, admin.token(), "users/" + user.id(), change);
    assertEquals(200, answer.status(), answer::body);
    return answer.json().get("user");
  }

  /** What was done to this subject by this administrator, the newest first. */
  private static List<String> audited(Stack stack, Person admin, String subject) {
    var actions = new ArrayList<String>();
    for (JsonNode entry : get(stack, admin.token(), "audit?limit=200").json().get("entries")) {
      if (entry.get("subject").textValue().equals(subject)) {
        assertEquals(admin.name(), entry.get("actorName").textValue());
        actions.add(entry.get("action").textValue());
      }
    }
    return actions;
  }

  private static JsonNode logIn(Stack stack, Person person, String password) {
    try (Requester requester = stack.lines(2)) {
      return requester.ask(Json.message(1).put("id", person.id()).put("password", password));
    }
  }

  private static void assertForbidden(Stack stack, String token) {
    try (Requester requester = stack.lines(2)) {
      assertEquals(403, requester.errno(Json.message(1).put("token", token)));
    }
  }
}
