package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who does not look at the page is told by its title, and by the desktop where they want it. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class NotificationsIT {
  /** Notifications are noted instead of shown, and the page can be told that nobody sees it. */
  private static final String DESKTOP =
      """
      const { permission } = Notification;
      globalThis.noted = [];
      globalThis.Notification = class {
        static permission = permission;
        constructor(title, { body }) {
          this.words = `${title}: ${body}`;
          noted.push(this);
        }
        close() {}
      };
      let isHidden = false;
      Object.defineProperty(document, 'hidden', { get: () => isHidden });
      globalThis.hide = (hidden) => {
        isHidden = hidden;
        document.dispatchEvent(new Event('visibilitychange'));
        dispatchEvent(new Event(hidden ? 'blur' : 'focus'));
      };
      """;

  @Test
  void whoLooksAwayIsTold(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var adas = new Visits(stack, browsers).stranger(1, Look.DESKTOP);
        var bobs = stack.lines()) {
      bobs.logIn(bob);
      Page page = adas.page();
      page.context().grantPermissions(List.of("notifications"));
      page.addInitScript(DESKTOP);
      adas.open();
      adas.entry().logIn(ada.name(), ada.password());
      page.evaluate("hide(true)");
      bobs.demand(Json.chat(ada, "not asked for"));
      assertThat(page).hasTitle("(1) chat");
      assertEquals(List.of(), notes(page));

      adas.side().openSettings();
      page.getByTestId("notifications").check();
      page.keyboard().press("Escape");
      bobs.demand(Json.chat(ada, "are you there?"));
      assertThat(page).hasTitle("(2) chat");
      assertEquals(List.of(bob.name() + ": are you there?"), notes(page));
      page.evaluate("hide(false)");
      page.evaluate("noted[0].onclick()");
      assertThat(page.getByTestId("conversation-name")).hasText(bob.name());
      assertThat(page).hasTitle("chat");

      bobs.demand(Json.chat(ada, "I see you"));
      assertThat(adas.conversation().message("I see you")).isVisible();
      assertThat(page).hasTitle("chat");
      assertEquals(1, notes(page).size(), "who looks is not told");
    }
  }

  private static List<?> notes(Page page) {
    return (List<?>) page.evaluate("noted.map(({ words }) => words)");
  }
}
