package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is found is put before the eyes, by the mouse and by the keys. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class SearchInPageIT {
  /** More than the page loads at first, so that the needle in front of them is not there yet. */
  private static final int STRAWS = 100;

  @Test
  void whatIsFoundIsShown(Stack stack, Browsers browsers) {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    write(stack, ada, bob);
    try (var adas = new Visits(stack, browsers).of(ada)) {
      Page page = adas.page();
      Locator found = page.getByTestId("found");
      Locator first = adas.conversation().message("needle one");
      Locator last = adas.conversation().message("needle two");

      page.getByTestId("search").click();
      page.getByTestId("search-text").fill("no such words");
      assertThat(page.getByTestId("search-note")).not().isEmpty();
      page.getByTestId("search-text").fill("NEEDLE");
      assertThat(found).hasCount(2);
      assertThat(found.first().locator("mark")).hasText("needle");
      found.last().click();
      assertThat(first).isInViewport();
      assertThat(last).not().isInViewport();
      assertThat(page.getByTestId("conversation-name")).hasText(bob.name());

      page.keyboard().press("Control+k");
      page.keyboard().type("needle");
      assertThat(found).hasCount(2);
      page.keyboard().press("ArrowDown");
      assertThat(found.last()).hasAttribute("aria-selected", "true");
      page.keyboard().press("ArrowUp");
      assertThat(found.first()).hasAttribute("aria-selected", "true");
      page.keyboard().press("Enter");
      assertThat(last).isInViewport();
      assertThat(first).not().isInViewport();
      assertThat(page.getByTestId("dialog")).hasCount(0);

      page.getByTestId("search-here").click();
      page.getByTestId("search-text").fill(bob.name());
      assertThat(page.getByTestId("search-note")).not().isEmpty();
      assertThat(found).hasCount(0);
      page.keyboard().press("Escape");
      assertThat(page.getByTestId("dialog")).hasCount(0);
      assertEquals(List.of(), adas.troubles());
    }
  }

  /** A needle, the straws and another needle, which she has read. */
  private static void write(Stack stack, Person from, Person to) {
    try (var requester = stack.lines()) {
      requester.logIn(from);
      requester.demand(Json.chat(to, "needle one"));
      for (int i = 1; i <= STRAWS; i++) {
        requester.demand(Json.chat(to, "straw " + i));
      }
      requester.demand(Json.chat(to, "needle two"));
      requester.demand(
          Json.message(1007).put("scope", "private:" + to.id()).put("read_seq", STRAWS + 2));
    }
  }
}
