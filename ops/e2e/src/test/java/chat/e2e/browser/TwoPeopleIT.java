package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people with a browser each, one in English and one in Chinese, at two gateways. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class TwoPeopleIT {
  /** Short enough for a name. */
  private static final String HOSTILE = "<img src=x onerror=alert(1)><b>'\"";

  @Test
  void theyMeetAndChat(Stack stack, Browsers browsers) {
    var visits = new Visits(stack, browsers);
    String suffix = "-" + stack.people().make("x").name();
    try (var ada = visits.stranger(1, Look.DESKTOP);
        var bob = visits.stranger(2, Look.DESKTOP.chinese())) {
      ada.entry().register("ada" + suffix, "password");
      bob.entry().register("鲍勃" + suffix, "password");

      ada.side().addFriend(String.valueOf(bob.side().number()));
      ada.conversation().say("hello 鲍勃 😀");
      assertThat(bob.side().unread("ada" + suffix)).hasText("1");
      bob.side().open("ada" + suffix);
      assertThat(bob.conversation().texts()).hasText(new String[] {"hello 鲍勃 😀"});
      assertThat(ada.conversation().states()).hasAttribute("data-state", "read");
      bob.conversation().field().pressSequentially("你好");
      assertThat(ada.conversation().typing()).isVisible();
      bob.conversation().field().press("Enter");
      String[] both = {"hello 鲍勃 😀", "你好"};
      assertThat(ada.conversation().texts()).hasText(both);
      assertThat(bob.conversation().texts()).hasText(both);
      ada.page().reload();
      assertThat(ada.conversation().texts()).hasText(both);
      assertEquals(List.of(), ada.troubles());
      assertEquals(List.of(), bob.troubles());
    }
  }

  @Test
  void aMessageIsAnsweredChangedAndTakenBack(Stack stack, Browsers browsers) {
    var visits = new Visits(stack, browsers);
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var adas = visits.of(ada);
        var bobs = visits.of(bob)) {
      adas.side().open(bob.name());
      bobs.side().open(ada.name());
      adas.conversation().say("at nine?");
      bobs.conversation().tool("at nine?", "reply");
      bobs.conversation().say("no, at ten");
      assertThat(adas.conversation().message("no, at ten").getByTestId("quote"))
          .containsText("at nine?");
      bobs.conversation().edit("no, at ten", "no, at eleven");
      assertThat(adas.conversation().texts()).hasText(new String[] {"at nine?", "no, at eleven"});
      adas.conversation().tool("at nine?", "recall");
      adas.page().getByTestId("ask-submit").click();
      assertThat(bobs.page().getByTestId("recalled")).isVisible();
      assertThat(bobs.conversation().texts()).hasText(new String[] {"no, at eleven"});
    }
  }

  /** As an input method does: Enter chooses a word while it composes, and sends only then. */
  @Test
  void chineseIsComposed(Stack stack, Browsers browsers) {
    var visits = new Visits(stack, browsers);
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    try (var adas = visits.of(ada)) {
      adas.side().open(bob.name());
      Page page = adas.page();
      var inputMethod = new InputMethod(page);
      adas.conversation().field().focus();
      inputMethod.compose("ni hao");
      assertThat(adas.conversation().field()).hasValue("ni hao");
      inputMethod.pressEnter();
      assertThat(adas.conversation().messages()).hasCount(0);
      inputMethod.choose("你好");
      assertThat(adas.conversation().field()).hasValue("你好");
      page.keyboard().press("Enter");
      assertThat(adas.conversation().texts()).hasText(new String[] {"你好"});
      assertThat(adas.conversation().field()).hasValue("");
    }
  }

  @Test
  void textsOfOthersAreOnlyTexts(Stack stack, Browsers browsers) {
    var visits = new Visits(stack, browsers);
    Person ada = stack.people().make("ada");
    Person eve = stack.people().make(HOSTILE);
    stack.people().befriend(ada, eve);
    stack.people().makeGroup(HOSTILE, eve, ada);
    try (var adas = visits.of(ada);
        var eves = visits.of(eve)) {
      eves.side().open(ada.name());
      eves.conversation().say(HOSTILE);
      assertThat(adas.side().row(eve.name())).containsText(HOSTILE);
      adas.side().open(eve.name());
      assertThat(adas.conversation().texts()).hasText(new String[] {HOSTILE});
      assertThat(adas.side().row(HOSTILE)).hasCount(1);
      assertThat(adas.page().locator("img[src=x]")).hasCount(0);
      assertEquals(List.of(), adas.troubles());
    }
  }
}
