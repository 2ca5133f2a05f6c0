package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who has forgotten their number finds it, and comes in with it. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class EntryIT {

  @Test
  void aForgottenNumberIsFoundAndOpensTheDoor(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    try (var adas = new Visits(stack, browsers).stranger(1, Look.DESKTOP)) {
      adas.entry().findNumber(ada.name(), "wrong");
      assertThat(adas.entry().error()).not().isEmpty();
      assertThat(adas.entry().found()).isEmpty();
      adas.entry().submit(ada.name(), ada.password());
      assertThat(adas.entry().found()).containsText(String.valueOf(ada.id()));
      assertThat(adas.entry().error()).isEmpty();

      adas.entry().toLogIn();
      adas.entry().logIn(String.valueOf(ada.id()), ada.password());
      assertThat(adas.page().getByTestId("my-name")).hasText(ada.name());
      assertEquals(ada.id(), adas.side().number());
    }
  }
}
