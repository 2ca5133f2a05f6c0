package chat.ops.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** Somebody in front of the page, in one tab, with what went wrong in it. */
public final class Visitor implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> troubles = new ArrayList<>();

  Visitor(BrowserContext context) {
    this.context = context;
    this.page = context.newPage();
    page.onPageError(troubles::add);
    page.onConsoleMessage(this::hear);
    page.onDialog(
        dialog -> {
          troubles.add("a dialog: " + dialog.message());
          dialog.dismiss();
        });
  }

  /** Opens the page; the view it begins with is not waited for. */
  public void open() {
    page.navigate("/");
  }

  /** The forms to log in and to make an account. */
  public EntryView entry() {
    return new EntryView(page);
  }

  /** The list of conversations. */
  public SideView side() {
    return new SideView(page);
  }

  /** The open conversation. */
  public ConversationView conversation() {
    return new ConversationView(page);
  }

  /** The line at the top, when the connection is lost. */
  public Locator banner() {
    return page.getByTestId("banner");
  }

  /** The tab. */
  public Page page() {
    return page;
  }

  /**
   * Uncaught errors, what was blocked by the page's policy, and dialogs of scripts. Requests that
   * fail, as they do while a server is away, are none.
   */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
      troubles.add(message.text());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
