package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main views have no serious finding of axe-core, by day, by night, in Chinese, on a phone. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class AccessibilityIT {
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark", "phone", "chinese"})
  void nothingSerious(String how, Stack stack, Browsers browsers) {
    Look look =
        switch (how) {
          case "dark" -> Look.DESKTOP.dark();
          case "phone" -> Look.DESKTOP.phone();
          case "chinese" -> Look.DESKTOP.chinese();
          default -> Look.DESKTOP;
        };
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    stack.people().makeGroup("team", ada, bob);
    var visits = new Visits(stack, browsers);
    try (var stranger = visits.stranger(1, look)) {
      stranger.entry().submit("nobody", "wrong");
      assertThat(stranger.entry().error()).not().isEmpty();
      assertNothingSerious("entry", stranger);
    }
    try (var adas = visits.of(ada, 1, look)) {
      assertThat(adas.side().row("team")).isVisible();
      assertNothingSerious("list", adas);
      adas.side().open("team");
      adas.conversation().say("hello");
      assertThat(adas.conversation().states()).hasAttribute("data-state", "sent");
      assertNothingSerious("conversation", adas);
      adas.page().getByTestId("details").click();
      assertThat(adas.page().getByTestId("member")).hasCount(2);
      assertNothingSerious("members", adas);
    }
  }

  private static void assertNothingSerious(String view, Visitor visitor) {
    // While a dialog fades in, its colours are not those that people read.
    visitor
        .page()
        .waitForFunction(
            "() => document.getAnimations().every((it) => it.playState !== 'running')");
    assertEquals("", String.join("\n", Axe.findings(visitor.page())), view);
  }
}
