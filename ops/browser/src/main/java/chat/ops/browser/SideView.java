package chat.ops.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The left side: who the user is, and the conversations. */
public final class SideView {
  private final Page page;

  SideView(Page page) {
    this.page = page;
  }

  /** The user's number, by which others add them. */
  public int number() {
    return Integer.parseInt(page.getByTestId("my-number").innerText().replaceAll("\\D", ""));
  }

  /** Makes somebody a friend, by their number, and so opens the conversation. */
  public void addFriend(String number) {
    askFriend(number, "");
    page.getByTestId("conversation").waitFor();
  }

  /** Asks somebody who wants to be asked, by their number or name. */
  public void askFriend(String numberOrName, String words) {
    page.getByTestId("new-friend").click();
    page.getByTestId("ask-who").fill(numberOrName);
    page.getByTestId("ask-words").fill(words);
    page.getByTestId("ask-submit").click();
  }

  /** Shows friends, groups, and who wants to be a friend. */
  public void showPeople() {
    page.getByTestId("tab-people").click();
  }

  /** Who wants to be a friend; see {@link #showPeople}. */
  public Locator requests() {
    return page.getByTestId("friend-request");
  }

  /** Joins a group by its number, and so opens its conversation; see {@link #showPeople}. */
  public void joinGroup(int number) {
    page.getByTestId("join-group").click();
    page.getByTestId("ask-id").fill(String.valueOf(number));
    page.getByTestId("ask-submit").click();
    page.getByTestId("conversation").waitFor();
  }

  /** Opens the settings. */
  public void openSettings() {
    page.getByTestId("me").click();
    page.getByTestId("dialog").waitFor();
  }

  /** Makes a group, and so opens its conversation. */
  public void createGroup(String name) {
    page.getByTestId("new-group").click();
    page.getByTestId("ask-name").fill(name);
    page.getByTestId("ask-submit").click();
    page.getByTestId("conversation").waitFor();
  }

  /** The conversation with exactly this name in the list. */
  public Locator row(String name) {
    Locator exactly = page.getByText(name, new Page.GetByTextOptions().setExact(true));
    return page.getByTestId("conversation-row")
        .filter(new Locator.FilterOptions().setHas(page.locator(".name").and(exactly)));
  }

  /** How many messages of a conversation are unread; the locator finds nothing when none are. */
  public Locator unread(String name) {
    return row(name).getByTestId("unread");
  }

  /** Opens a conversation. */
  public void open(String name) {
    row(name).getByRole(AriaRole.LINK).click();
    page.getByTestId("conversation").waitFor();
  }

  /** All of it. */
  public Locator all() {
    return page.getByTestId("side");
  }
}
