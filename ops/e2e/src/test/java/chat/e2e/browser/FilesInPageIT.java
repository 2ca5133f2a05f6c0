package chat.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.Stack;
import chat.e2e.client.Person;
import chat.ops.browser.Browsers;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files go from one browser to another and come out as they went in. */
@ExtendWith({Stack.Shared.class, InBrowser.class})
class FilesInPageIT {
  private static final byte[] HOSTILE =
      "<script>alert('ran')</script>".getBytes(StandardCharsets.UTF_8);

  private static final int FILE_BYTES = 100_000;

  @Test
  void theyArrive(Stack stack, Browsers browsers, @TempDir Path folder) throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    var visits = new Visits(stack, browsers);
    Path picture = folder.resolve("sunset.png");
    ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path document = Files.write(folder.resolve("计划 <b>.html"), HOSTILE);
    try (var adas = visits.of(ada);
        var bobs = visits.of(bob)) {
      adas.side().open(bob.name());
      bobs.side().open(ada.name());
      adas.conversation().sendFiles("look", picture);
      Locator shown = bobs.conversation().all().getByTestId("picture").locator("img");
      assertThat(shown).isVisible();
      assertEquals(320, shown.evaluate("image => image.decode().then(() => image.naturalWidth)"));

      adas.conversation().sendFiles("", document);
      Locator card = bobs.conversation().all().getByTestId("file");
      assertThat(card).containsText("计划 <b>.html");
      Download download = bobs.page().waitForDownload(card.getByTestId("download")::click);
      assertEquals("计划 _b_.html", download.suggestedFilename());
      assertArrayEquals(HOSTILE, Files.readAllBytes(download.path()));
      assertEquals(List.of(), bobs.troubles());
    }
  }

  @Test
  void theirWayToTheServerIsShown(Stack stack, Browsers browsers, @TempDir Path folder)
      throws Exception {
    Person ada = stack.people().make("ada");
    Person bob = stack.people().make("bob");
    stack.people().befriend(ada, bob);
    Path document = Files.write(folder.resolve("large.bin"), new byte[FILE_BYTES]);
    try (var adas = new Visits(stack, browsers).of(ada)) {
      adas.side().open(bob.name());
      Locator progress = adas.conversation().messages().getByRole(AriaRole.PROGRESSBAR);
      List<Route> held = new ArrayList<>();
      adas.page().route("**/api/files?*", held::add);
      adas.conversation().sendFiles("", document);
      assertThat(progress).isVisible();
      assertThat(adas.conversation().states()).hasAttribute("data-state", "sending");
      assertThat(adas.page().getByTestId("download")).isHidden();
      held.getFirst().resume();
      assertThat(adas.conversation().states()).hasAttribute("data-state", "sent");
      assertThat(progress).hasCount(0);
      assertThat(adas.page().getByTestId("download")).isVisible();
    }
  }
}
