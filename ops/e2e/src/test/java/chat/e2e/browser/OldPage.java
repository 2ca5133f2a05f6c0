package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.ops.browser.Browsers;
import chat.ops.browser.Look;
import chat.ops.browser.Visitor;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Somebody in front of the stand-in of the old page, which comes from the gateway's own origin as
 * the old page did: the browser gets it from here instead of asking.
 */
final class OldPage implements AutoCloseable {
  private static final String PATH = "/old-page/";

  private final Visitor visitor;
  private final Page page;

  OldPage(Browsers browsers, int port) {
    visitor = browsers.visitor("http://127.0.0.1:" + port, Look.DESKTOP);
    page = visitor.page();
    // Chromium takes what is not from this machine's network for a stranger to it.
    page.context().grantPermissions(List.of("local-network-access"));
    page.route("**" + PATH + "*", OldPage::serve);
    page.navigate(PATH + "index.html");
  }

  private static void serve(Route route) {
    String url = route.request().url();
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (InputStream file = OldPage.class.getResourceAsStream(PATH + name)) {
      route.fulfill(
          new Route.FulfillOptions()
              .setBodyBytes(file.readAllBytes())
              .setContentType(name.endsWith(".js") ? "text/javascript" : "text/html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an account; its number. */
  int register(String name) {
    page.locator("#userName").fill(name);
    page.locator("#pwd").fill("pwd");
    button("Register").click();
    assertThat(page.locator("#userId")).not().hasValue("");
    return Integer.parseInt(page.locator("#userId").inputValue());
  }

  /** Finds the number of an account that was made elsewhere, and logs in. */
  void logInByName(String name) {
    page.locator("#userName").fill(name);
    page.locator("#pwd").fill("pwd");
    button("Find my id").click();
    assertThat(page.locator("#userId")).not().hasValue("");
    logIn();
  }

  /** Logs in as the number in the form, and waits for the connection. */
  void logIn() {
    button("Log in").click();
    assertThat(page.locator("#message")).hasText("connected");
  }

  void addFriend(int id) {
    page.locator("#friendId").fill(String.valueOf(id));
    button("Add friend").click();
  }

  void createGroup(String name) {
    page.locator("#groupName").fill(name);
    button("Create group").click();
  }

  /** Opens a conversation and waits for its history. */
  void open(Locator entry, String name) {
    entry.filter(new Locator.FilterOptions().setHasText(name)).click();
    assertThat(page.locator("#chatTitle")).hasText(name);
  }

  void say(String text) {
    page.locator("#text").fill(text);
    button("Send").click();
  }

  Locator friends() {
    return page.locator("#friends li");
  }

  Locator groups() {
    return page.locator("#groups li");
  }

  /** The texts on the screen, each as "WHO: TEXT". */
  Locator messages() {
    return page.locator("#chatMessages div");
  }

  /** Waits until exactly these are there, each as "WHO: TEXT". */
  void assertMessages(String... texts) {
    assertThat(messages()).hasText(texts);
  }

  /** What an answer said last. */
  Locator message() {
    return page.locator("#message");
  }

  /** How many elements a text of somebody has become; none should be. */
  int pictures() {
    return page.locator("img, script:not([src])").count();
  }

  /** What scripts and the browser complained about. */
  List<String> troubles() {
    return visitor.troubles();
  }

  private Locator button(String text) {
    return page.locator("button", new Page.LocatorOptions().setHasText(text));
  }

  @Override
  public void close() {
    visitor.close();
  }
}
