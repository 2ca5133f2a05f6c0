package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
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
        var roots = visits.administrator(root, Look.DESKTOP)) {
      Page page = roots.page();
      page.getByTestId("admin-broadcast").click();
      page.getByTestId("broadcast-text").fill("今晚十点维护 <b>");
      page.getByTestId("broadcast-send").click();
      assertThat(bobs.page().getByTestId("notice")).containsText("今晚十点维护 <b>");

      page.getByTestId("admin-users").click();
      String name = bob.name();
      Locator row = row(page, name);
      page.getByTestId("admin-find").fill(name.substring(0, name.length() - 1));
      assertThat(row).isVisible();
      // The list comes again while it is asked whether he is meant.
      page.waitForResponse(
          response -> response.url().endsWith("text=" + name),
          () -> {
            page.getByTestId("admin-find").fill(name);
            row.getByTestId("admin-disable").click();
          });
      page.getByTestId("ask-submit").click();
      assertThat(row.getByTestId("admin-enable")).isVisible();
      assertThat(bobs.entry().form()).isVisible();

      page.getByTestId("admin-audit").click();
      assertThat(row(page, "user:" + bob.id()).first()).containsText("user.disable");
      assertEquals(List.of(), roots.troubles());
    }
  }

  @Test
  void groupsAreDisbandedAndWhoIsThereIsSeen(Stack stack, Browsers browsers) {
    Person root = stack.people().make("root");
    Person bob = stack.people().make("bob");
    String team = "team of " + bob.name();
    stack.people().makeGroup(team, bob);
    stack.administratorToken(root);
    var visits = new Visits(stack, browsers);
    try (var roots = visits.administrator(root, Look.DESKTOP)) {
      Page page = roots.page();
      page.getByTestId("admin-online").click();
      assertThat(page.getByTestId("admin-online-count")).isVisible();
      assertThat(row(page, bob.name())).hasCount(0);
      try (var bobs = visits.of(bob, 2, Look.DESKTOP)) {
        page.getByTestId("admin-refresh").click();
        assertThat(row(page, bob.name()).locator("td").last()).hasText("1");

        bobs.side().open(team);
        assertThat(bobs.conversation().field()).isVisible();
        page.getByTestId("admin-groups").click();
        page.getByTestId("admin-find").fill(team);
        Locator row = row(page, team);
        row.getByTestId("admin-disband").click();
        page.getByTestId("ask-submit").click();
        assertThat(row).hasCount(0);
        assertThat(page.getByTestId("ask")).hasCount(0);
        assertThat(bobs.conversation().field()).isHidden();
        assertEquals(List.of(), roots.troubles());
      }
    }
  }

  @Test
  void othersAreTurnedAway(Stack stack, Browsers browsers) {
    Person bob = stack.people().make("bob");
    try (var bobs = new Visits(stack, browsers).stranger(1, Look.DESKTOP)) {
      bobs.page().navigate("/admin/");
      bobs.entry().submit(bob.name(), bob.password());
      assertThat(bobs.entry().error()).not().isEmpty();
      assertThat(bobs.page().getByTestId("admin-users")).isHidden();
    }
  }

  private static Locator row(Page page, String text) {
    Locator exactly = page.getByText(text, new Page.GetByTextOptions().setExact(true));
    return page.getByTestId("admin-row").filter(new Locator.FilterOptions().setHas(exactly));
  }
}
