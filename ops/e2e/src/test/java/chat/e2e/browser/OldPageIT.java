package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.ops.browser.Browsers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The old page works with our gateway, unmodified, also with people who use other clients. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class OldPageIT {
  /** Short enough for a name. */
  private static final String HOSTILE = "<img src=x onerror=alert(1)>&amp;'\"你";

  @Test
  void friendsChat(Stack stack, Browsers browsers) {
    Person bob = stack.people().make("bob");
    try (var page = new OldPage(browsers, stack.gateway(1).http());
        var bobs = stack.lines()) {
      bobs.logIn(bob);
      int ada = page.register("old-" + bob.name());
      page.logIn();
      bobs.demand(Json.message(2001).put("friend_id", ada));
      assertThat(page.friends()).hasText(new String[] {bob.name() + " online"});

      page.open(page.friends(), bob.name());
      page.say("hello from the old page");
      JsonNode push = bobs.nextPush();
      assertEquals("hello from the old page", push.get("content").textValue());
      assertEquals(ada, push.get("from_id").intValue());
      say(bobs, Json.message(1001).put("to_id", ada), "hello from a socket");
      page.assertMessages("me: hello from the old page", bob.name() + ": hello from a socket");

      // The same again from the history.
      page.open(page.friends(), bob.name());
      page.assertMessages("me: hello from the old page", bob.name() + ": hello from a socket");
      assertEquals(List.of(), page.troubles());
    }
  }

  @Test
  void aFriendIsAddedFromThePage(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    try (var adas = new OldPage(browsers, stack.gateway(1).http());
        var bobs = new OldPage(browsers, stack.gateway(2).http())) {
      adas.logInByName(ada.name());
      bobs.logInByName(bob.name());
      adas.addFriend(bob.id());
      assertThat(adas.friends()).hasText(new String[] {bob.name() + " online"});
      assertThat(bobs.friends()).hasText(new String[] {ada.name() + " online"});
      adas.open(adas.friends(), bob.name());
      bobs.open(bobs.friends(), ada.name());
      adas.say("across gateways");
      bobs.assertMessages(ada.name() + ": across gateways");
    }
  }

  @Test
  void aGroupChats(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    String name = "group of " + ada.name();
    try (var page = new OldPage(browsers, stack.gateway(1).http());
        var bobs = stack.lines()) {
      bobs.logIn(bob);
      page.logInByName(ada.name());
      page.createGroup(name);
      assertThat(page.groups()).hasText(new String[] {name + " (1)"});
      int group =
          bobs.demand(Json.message(2009).put("token", ada.token())).at("/groups/0/id").intValue();
      bobs.demand(Json.message(2005).put("group_id", group));

      page.open(page.groups(), name);
      page.say("hello group");
      JsonNode push = bobs.nextPush();
      assertEquals("hello group", push.get("content").textValue());
      assertEquals(group, push.get("group_id").intValue());
      say(bobs, Json.message(1003).put("group_id", group), "hello page");
      page.assertMessages("me: hello group", bob.name() + ": hello page");

      int other = bobs.demand(Json.message(2003).put("name", "by bob")).get("group_id").intValue();
      bobs.demand(Json.message(2005).put("group_id", other).put("user_id", ada.id()));
      assertThat(page.groups()).hasText(new String[] {name + " (2)", "by bob (2)"});
    }
  }

  @Test
  void textsOfOthersAreOnlyTexts(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person eve = stack.people().make(HOSTILE);
    stack.people().befriend(ada, eve);
    stack.people().makeGroup(HOSTILE, eve, ada);
    try (var page = new OldPage(browsers, stack.gateway(1).http());
        var eves = stack.lines()) {
      eves.logIn(eve);
      page.logInByName(ada.name());
      assertThat(page.friends()).hasText(new String[] {eve.name() + " online"});
      assertThat(page.groups()).hasText(new String[] {HOSTILE + " (2)"});
      page.open(page.friends(), eve.name());
      say(eves, Json.message(1001).put("to_id", ada.id()), HOSTILE);
      page.assertMessages(eve.name() + ": " + HOSTILE);
      page.open(page.friends(), eve.name());
      page.assertMessages(eve.name() + ": " + HOSTILE);
      assertEquals(0, page.pictures());
      assertEquals(List.of(), page.troubles());
    }
  }

  @Test
  void aRefusalIsShown(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    try (var page = new OldPage(browsers, stack.gateway(1).http())) {
      page.logInByName(ada.name());
      page.addFriend(2_000_000_000);
      assertThat(page.message()).containsText("no such user");
    }
  }

  private static void say(Requester requester, ObjectNode to, String text) {
    requester.demand(to.put("content", text));
  }
}
