package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Visitor;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people can do about their account on the page. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class SettingsIT {

  @Test
  void aNicknameIsSeenAndWhoIsBlockedComesBack(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    var visits = new Visits(stack, browsers);
    try (var adas = visits.of(ada);
        var bobs = visits.of(bob)) {
      adas.side().openSettings();
      adas.page().getByTestId("profile-nickname").fill("爱达 <i>");
      adas.page().getByTestId("profile-save").click();
      assertThat(adas.page().getByTestId("profile-note")).not().isEmpty();
      bobs.side().open(ada.name());
      bobs.conversation().openDetails();
      assertThat(bobs.page().getByTestId("profile")).containsText("爱达 <i>");

      bobs.page().getByTestId("block").click();
      assertThat(bobs.conversation().field()).isHidden();
      bobs.page().keyboard().press("Escape");
      bobs.side().openSettings();
      Locator blocked = bobs.page().getByTestId("blocked");
      assertThat(blocked).containsText(ada.name());
      blocked.getByRole(AriaRole.BUTTON).click();
      assertThat(blocked).hasCount(0);
      bobs.page().keyboard().press("Escape");
      bobs.conversation().say("here I am");
      assertThat(adas.side().unread(bob.name())).hasText("1");
      assertEquals(List.of(), bobs.troubles());
    }
  }

  @Test
  void sessionsEndOneByOneAndWithTheOldPassword(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    var visits = new Visits(stack, browsers);
    try (var here = visits.of(ada);
        var there = visits.of(ada)) {
      here.side().openSettings();
      Locator others = here.page().getByTestId("end-session");
      // The other page's, and the one that made the account.
      assertThat(others).hasCount(2);
      others.first().click();
      assertThat(others).hasCount(1);
      others.click();
      assertThat(others).hasCount(0);
      assertThat(there.entry().form()).isVisible();
      there.entry().logIn(ada.name(), ada.password());

      changePassword(here, ada.password(), "another", "a slip");
      assertThat(here.page().getByTestId("ask-error")).not().isEmpty();
      here.page().getByTestId("ask-again").fill("another");
      here.page().getByTestId("ask-submit").click();
      assertThat(here.page().getByTestId("ask")).hasCount(0);
      assertThat(there.entry().form()).isVisible();
      there.entry().submit(ada.name(), ada.password());
      assertThat(there.entry().error()).not().isEmpty();
      there.entry().logIn(ada.name(), "another");

      here.page().getByTestId("settings-log-out").click();
      assertThat(here.entry().form()).isVisible();
      here.page().reload();
      assertThat(here.entry().form()).isVisible();
      assertThat(there.side().all()).isVisible();
    }
  }

  /** With the settings open. */
  private static void changePassword(Visitor visitor, String old, String wanted, String again) {
    visitor.page().getByTestId("change-password").click();
    visitor.page().getByTestId("ask-old").fill(old);
    visitor.page().getByTestId("ask-wanted").fill(wanted);
    visitor.page().getByTestId("ask-again").fill(again);
    visitor.page().getByTestId("ask-submit").click();
  }
}
