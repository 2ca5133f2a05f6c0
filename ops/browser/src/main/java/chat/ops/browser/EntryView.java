package chat.ops.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The forms to log in and to make an account. */
public final class EntryView {
  private final Page page;

  EntryView(Page page) {
    this.page = page;
  }

  /** Makes an account and waits until the page is that of the new user. */
  public void register(String name, String password) {
    page.getByTestId("to-register").click();
    submit(name, password);
    waitForChat();
  }

  /** Makes an account of this name, or of one with a number where it is taken; the name. */
  public String registerOneOf(String name, String password) {
    page.getByTestId("to-register").click();
    String wanted = name;
    for (int number = 2; ; number++) {
      submit(wanted, password);
      page.locator("[data-test=my-name], [data-test=entry-error]:not(:empty)").first().waitFor();
      if (error().count() == 0) {
        return wanted;
      }
      wanted = name + " " + number;
    }
  }

  /** Logs in and waits until the page is the user's. */
  public void logIn(String name, String password) {
    submit(name, password);
    waitForChat();
  }

  /** Goes to the form that tells one's number, and sends it. */
  public void findNumber(String name, String password) {
    page.getByTestId("to-findNumber").click();
    submit(name, password);
  }

  /** The number that was found; an empty text when none was. */
  public Locator found() {
    return page.getByTestId("entry-found");
  }

  /** Goes back to the form to log in. */
  public void toLogIn() {
    page.getByTestId("to-logIn").click();
  }

  /** Fills in the form and sends it. */
  public void submit(String name, String password) {
    page.getByTestId("entry-name").fill(name);
    page.getByTestId("entry-password").fill(password);
    page.getByTestId("entry-submit").click();
  }

  /** Why the form was refused; an empty text when it was not. */
  public Locator error() {
    return page.getByTestId("entry-error");
  }

  /** The form. */
  public Locator form() {
    return page.getByTestId("entry");
  }

  private void waitForChat() {
    page.getByTestId("my-name").waitFor();
  }
}
