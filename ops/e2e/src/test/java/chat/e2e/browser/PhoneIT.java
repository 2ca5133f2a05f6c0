package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a phone the list and the conversation each have the screen to themselves, and fit into it. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class PhoneIT {
  private static final Look PHONE = Look.DESKTOP.phone();

  @Test
  void everythingFits(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    var visits = new Visits(stack, browsers);
    try (var stranger = visits.stranger(1, PHONE)) {
      assertThat(stranger.entry().form()).isVisible();
      assertFits(stranger);
    }
    try (var adas = visits.of(ada, 1, PHONE)) {
      assertThat(adas.conversation().all()).isHidden();
      assertFits(adas);
      adas.side().open(bob.name());
      assertThat(adas.side().all()).isHidden();
      adas.conversation().say("a word without any end: " + "w".repeat(500));
      adas.conversation().say("many words ".repeat(100));
      assertThat(adas.conversation().texts()).hasCount(2);
      assertThat(adas.conversation().field()).isInViewport();
      assertFits(adas);
      adas.conversation().back();
      assertThat(adas.side().row(bob.name())).isVisible();
      assertThat(adas.conversation().all()).isHidden();
      assertFits(adas);
    }
  }

  /** Nothing has to be scrolled sideways. */
  private static void assertFits(Visitor visitor) {
    assertEquals(
        PHONE.width(),
        visitor.page().evaluate("document.scrollingElement.scrollWidth"),
        "wider than the screen");
  }
}
