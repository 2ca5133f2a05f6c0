package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.e2e.client.Requester;
import chat.ops.browser.Browsers;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How messages look: their states, links and mentions; and what the keyboard does with them. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class MessagesInPageIT {

  @Test
  void whatIsRefusedWaitsForADecisionAndGoesItsWay(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var adas = new Visits(stack, browsers).of(ada);
        var bobs = stack.lines()) {
      logInWithAcks(bobs, bob);
      bobs.demand(Json.message(2015).put("blocked_id", ada.id()));
      adas.side().open(bob.name());
      Locator state = adas.conversation().states();
      adas.conversation().say("given up");
      assertThat(state).hasAttribute("data-state", "failed");
      adas.page().getByTestId("discard").click();
      assertThat(adas.conversation().messages()).hasCount(0);
      adas.conversation().say("tried again");
      assertThat(state).hasAttribute("data-state", "failed");
      adas.page().reload();
      assertThat(adas.conversation().texts()).hasText(new String[] {"tried again"});
      assertThat(state).hasAttribute("data-state", "failed");

      bobs.demand(Json.message(2017).put("blocked_id", ada.id()));
      adas.page().getByTestId("retry").click();
      assertThat(state).hasAttribute("data-state", "sent");
      JsonNode push = bobs.nextPush();
      assertEquals("tried again", push.get("content").textValue());
      long seq = push.get("seq").longValue();
      acknowledge(bobs, ada, "delivered_seq", seq);
      assertThat(state).hasAttribute("data-state", "delivered");
      acknowledge(bobs, ada, "read_seq", seq);
      assertThat(state).hasAttribute("data-state", "read");
      assertThat(adas.page().getByTestId("retry")).hasCount(0);
    }
  }

  @Test
  void addressesAreLinksAndNamesStandOut(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person cem = stack.people().make("cem");
    stack.people().makeGroup("team", ada, bob, cem);
    var visits = new Visits(stack, browsers);
    try (var adas = visits.of(ada);
        var bobs = visits.of(bob);
        var cems = stack.lines()) {
      cems.logIn(cem);
      adas.side().open("team");
      bobs.side().open("team");
      String words = "https://x.test/a). javascript:alert(1)";
      adas.conversation().say(words);
      assertThat(bobs.conversation().texts()).hasText(new String[] {words});
      Locator link = bobs.conversation().texts().locator("a");
      assertThat(link).hasCount(1);
      assertThat(link).hasText("https://x.test/a");
      assertThat(link).hasAttribute("href", "https://x.test/a");
      assertThat(link).hasAttribute("rel", Pattern.compile("\\bnoopener\\b"));
      assertEquals(words, cems.nextPush().get("content").textValue());

      adas.conversation().mention(bob.name().substring(0, 3), "the map?");
      JsonNode push = cems.nextPush();
      assertEquals("@" + bob.name() + " the map?", push.get("content").textValue());
      assertEquals(
          List.of(bob.id()), push.get("mentions").valueStream().map(JsonNode::intValue).toList());
      Pattern marked = Pattern.compile("\\bto-me\\b");
      assertThat(bobs.conversation().message("the map?")).hasClass(marked);
      assertThat(bobs.conversation().message("x.test")).not().hasClass(marked);
      assertThat(adas.conversation().message("the map?")).not().hasClass(marked);
      assertEquals(List.of(), bobs.troubles());
    }
  }

  @Test
  void theKeyboardIsEnough(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    Person cem = stack.people().make("cem");
    stack.people().befriend(ada, bob);
    stack.people().befriend(ada, cem);
    try (var adas = new Visits(stack, browsers).of(ada);
        var bobs = stack.lines()) {
      bobs.logIn(bob);
      bobs.demand(Json.chat(ada, "one"));
      bobs.demand(Json.chat(ada, "two"));
      Keyboard keyboard = adas.page().keyboard();
      assertThat(adas.side().unread(bob.name())).hasText("2");
      adas.side().row(bob.name()).getByRole(AriaRole.LINK).focus();
      keyboard.press("ArrowDown");
      assertThat(adas.side().row(cem.name()).getByRole(AriaRole.LINK)).isFocused();
      keyboard.press("ArrowUp");
      keyboard.press("Enter");
      assertThat(adas.conversation().texts()).hasText(new String[] {"one", "two"});
      assertThat(adas.conversation().field()).isFocused();

      adas.conversation().scroll().focus();
      keyboard.press("ArrowUp");
      assertThat(adas.conversation().message("two")).isFocused();
      keyboard.press("ArrowUp");
      assertThat(adas.conversation().message("one")).isFocused();
      keyboard.press("r");
      Locator about = adas.page().getByTestId("about");
      assertThat(about).containsText("one");
      keyboard.press("Escape");
      assertThat(about).hasCount(0);

      adas.conversation().message("two").focus();
      keyboard.press("r");
      assertThat(adas.conversation().field()).isFocused();
      keyboard.type("three");
      keyboard.press("Enter");
      assertThat(adas.conversation().message("three").getByTestId("quote")).containsText("two");
      assertThat(about).hasCount(0);
      assertThat(adas.conversation().states()).not().hasAttribute("data-state", "sending");
      keyboard.press("ArrowUp");
      assertThat(about).containsText("three");
      keyboard.press("Escape");
      assertThat(adas.conversation().field()).hasValue("");
      adas.conversation().message("two").focus();
      keyboard.press("Escape");
      assertThat(adas.conversation().field()).isFocused();
    }
  }

  private static void logInWithAcks(Requester requester, Person person) {
    requester.demand(
        Json.message(1)
            .put("id", person.id())
            .put("password", person.password())
            .put("acks", true));
  }

  private static void acknowledge(Requester requester, Person peer, String field, long seq) {
    requester.demand(Json.message(1007).put("scope", "private:" + peer.id()).put(field, seq));
  }
}
