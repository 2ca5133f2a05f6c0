package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views have no serious finding of axe-core, by day, by night, in Chinese, on a phone. */
@Tag("long")
@ExtendWith({Stack.Shared.class, InBrowser.class})
class AccessibilityIT {
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark", "phone", "chinese"})
  void nothingSerious(String how, Stack stack, Browsers browsers, @TempDir Path folder)
      throws IOException {
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
      assertDialogsOfTheList(adas, bob);
      adas.side().open("team");
      adas.conversation().sendFiles("hello", picture(folder));
      assertThat(adas.conversation().states()).hasAttribute("data-state", "sent");
      assertNothingSerious("conversation", adas);
      assertDialogsOfTheConversation(adas);
    }
    stack.administratorToken(ada);
    try (var adas = visits.administrator(ada, look)) {
      assertNothingSerious("administration", adas);
    }
  }

  private static void assertDialogsOfTheList(Visitor adas, Person bob) {
    Page page = adas.page();
    adas.side().openSettings();
    assertThat(page.getByTestId("sessions")).isVisible();
    assertNothingSerious("settings", adas);
    page.keyboard().press("Escape");
    page.getByTestId("search").click();
    page.getByTestId("search-text").fill(bob.name());
    assertThat(page.getByTestId("found")).hasCount(1);
    assertNothingSerious("search", adas);
    page.keyboard().press("Escape");
  }

  private static void assertDialogsOfTheConversation(Visitor adas) {
    Page page = adas.page();
    page.getByTestId("picture").click();
    assertThat(page.getByTestId("picture-large")).isVisible();
    assertNothingSerious("picture", adas);
    page.keyboard().press("Escape");
    adas.conversation().openDetails();
    assertThat(page.getByTestId("member")).hasCount(2);
    assertNothingSerious("members", adas);
    page.getByTestId("member").last().getByRole(AriaRole.BUTTON).first().click();
    assertThat(page.getByTestId("profile")).isVisible();
    assertNothingSerious("person", adas);
  }

  private static Path picture(Path folder) throws IOException {
    Path file = folder.resolve("square.png");
    ImageIO.write(new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    return file;
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
