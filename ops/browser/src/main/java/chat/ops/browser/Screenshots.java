package chat.ops.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes pictures of the main views, and remembers where they are. */
final class Screenshots {
  private final Browsers browsers;
  private final String origin;
  private final Path folder;
  private final List<Path> taken = new ArrayList<>();

  /**
   * Nothing is taken yet.
   *
   * @param folder where they go; it exists
   */
  Screenshots(Browsers browsers, String origin, Path folder) {
    this.browsers = browsers;
    this.origin = origin;
    this.folder = folder;
  }

  /**
   * Lets people of the demo chat and takes all pictures.
   *
   * @param files a folder for what they send each other
   * @return the pictures
   */
  List<Path> take(Path files) throws IOException {
    try (Visitor stranger = browsers.visitor(origin, Look.DESKTOP)) {
      stranger.open();
      stranger.entry().form().waitFor();
      picture("entry", stranger.page());
    }
    try (var demo = new Demo(browsers, origin)) {
      demo.play(DemoFiles.picture(files), DemoFiles.document(files));
      desktops(demo);
      phone(demo);
    }
    return List.copyOf(taken);
  }

  private void desktops(Demo demo) {
    Page ann = demo.ann().page();
    picture("chat-light", ann);
    ann.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    picture("chat-dark", ann);
    ann.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    picture("chat-chinese", demo.lin().page());
    ann.getByTestId("details").click();
    ann.getByTestId("member").first().waitFor();
    picture("members", ann);
    ann.getByTestId("dialog-close").click();
    ann.getByTestId("search").click();
    ann.getByTestId("search-text").fill("tower");
    // A message; before that there are conversations.
    ann.getByTestId("found").locator("mark").first().waitFor();
    picture("search", ann);
    ann.keyboard().press("Escape");
    ann.getByTestId("me").click();
    ann.getByTestId("settings").last().waitFor();
    picture("settings", ann);
  }

  private void phone(Demo demo) {
    try (Visitor ann = demo.annOn(Look.DESKTOP.phone())) {
      ann.side().row(demo.group()).waitFor();
      picture("phone-list", ann.page());
      ann.side().open(demo.group());
      ann.conversation().texts().first().waitFor();
      picture("phone-conversation", ann.page());
    }
  }

  private void picture(String name, Page page) {
    // Pictures that are on their way, and fonts.
    page.waitForFunction(
        "() => [...document.images].every((image) => image.complete) && document.fonts.ready");
    Path file = folder.resolve(name + ".png");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
    taken.add(file);
  }
}
