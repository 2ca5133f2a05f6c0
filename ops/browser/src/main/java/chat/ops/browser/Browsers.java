package chat.ops.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;

/**
 * One Chromium without a window, in which any number of people can be, each with cookies and
 * storage of their own. Used on the thread that started it, as Playwright wants; closed at last.
 */
public final class Browsers implements AutoCloseable {
  /** How long anything may take to appear; a busy machine is slow. */
  public static final int PATIENCE_MS = 20_000;

  private static final List<String> OPTIONS =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Browsers(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it.
   *
   * @throws BrowserMissing where this machine has none
   */
  public static Browsers start() {
    BrowserPrograms programs = BrowserPrograms.find();
    System.setProperty("playwright.nodejs.path", programs.node().toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    playwright.selectors().setTestIdAttribute("data-test");
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(programs.chromium())
                    // Root has no other choice, and it sees no pages but ours.
                    .setChromiumSandbox(false)
                    .setArgs(OPTIONS));
    return new Browsers(playwright, browser);
  }

  /**
   * Somebody new, who has never seen the page.
   *
   * @param origin such as {@code http://localhost:3000}
   */
  public Visitor visitor(String origin, Look look) {
    BrowserContext context = browser.newContext(look.options(origin));
    context.setDefaultTimeout(PATIENCE_MS);
    return new Visitor(context);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
