package chat.e2e.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.Stack;
import chat.e2e.command.OpsScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ops/chat screenshots} takes them; those of the last run stay in target/screenshots. */
@Tag("long")
@ExtendWith({Stack.Shared.class, InBrowser.class})
class ScreenshotsIT {
  private static final Path FOLDER = Path.of("target", "screenshots").toAbsolutePath();

  @Test
  void theMainViewsAreTaken(Stack stack) throws Exception {
    OpsScript.Result result =
        new OpsScript("chat")
            .run(
                "screenshots",
                FOLDER.toString(),
                "--url",
                "http://127.0.0.1:" + stack.gateway(1).http());
    System.out.println(result.output());
    assertEquals(0, result.exitCode(), result::output);
    var names = new TreeSet<String>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        names.add(file.getFileName().toString());
        assertTrue(ImageIO.read(file.toFile()).getWidth() >= 390, file::toString);
      }
    }
    assertTrue(
        names.containsAll(
            List.of(
                "chat-chinese.png",
                "chat-dark.png",
                "chat-light.png",
                "entry.png",
                "phone-conversation.png",
                "phone-list.png")),
        names::toString);
  }
}
