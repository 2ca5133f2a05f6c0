package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Administrators have a page of their own; others are turned away from it. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class AdminPageIT {

  @Test
  void everybodyIsToldAndAnAccountIsClosed(Stack stack, Browsers browsers) {
    Person root = stack.people().make("root");
    Person bob = stack.people().make("bob");
    stack.administratorToken(root);
    var visits = new Visits(stack, browsers);
    try (var bobs = visits.of(bob, 2, Look.DESKTOP);
        var roots = open(visits, root)) {
      Page page = roots.page();
      page.getByTestId("admin-broadcast").click();
      page.getByTestId("broadcast-text").fill("今晚十点维护 <b>");
      page.getByTestId("broadcast-send").click();
      assertThat(bobs.page().getByTestId("notice")).containsText("今晚十点维护 <b>");

      page.getByTestId("admin-users").click();
      page.getByTestId("admin-find").fill(bob.name());
      Locator row = row(page, bob.name());
      row.getByTestId("admin-disable").click();
      page.getByTestId("ask-submit").click();
      assertThat(row.getByTestId("admin-enable")).isVisible();
      assertThat(bobs.entry().form()).isVisible();

      page.getByTestId("admin-audit").click();
      assertThat(row(page, "user:" + bob.id()).first()).containsText("user.disable");
      assertEquals(List.of(), roots.troubles());
    }
  }

  @Test
  void othersAreTurnedAway(Stack stack, Browsers browsers) {
    Person bob = stack.people().make("bob");
    try (var bobs = open(new Visits(stack, browsers), bob)) {
      assertThat(bobs.entry().error()).not().isEmpty();
      assertThat(bobs.page().getByTestId("admin-users")).isHidden();
    }
  }

  private static Visitor open(Visits visits, Person person) {
    Visitor visitor = visits.stranger(1, Look.DESKTOP);
    visitor.page().navigate("/admin/");
    visitor.entry().submit(person.name(), person.password());
    return visitor;
  }

  private static Locator row(Page page, String text) {
    Locator exactly = page.getByText(text, new Page.GetByTextOptions().setExact(true));
    return page.getByTestId("admin-row").filter(new Locator.FilterOptions().setHas(exactly));
  }
}
