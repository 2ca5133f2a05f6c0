package chat.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.example.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in README.md is a program that compiles, and does what it says. */
class EchoTest {
  private static final Path TOP = Path.of("..", "..", "..");

  @Test
  void isWhatTheReadmeShows() throws Exception {
    String source = Files.readString(Path.of("src/test/java/chat/example/Echo.java"));
    String shown = source.substring(source.indexOf("import"));
    String readme = Files.readString(TOP.resolve("README.md"));
    assertTrue(readme.contains("\n```java\n" + shown + "```\n"), shown);
    assertTrue(shown.lines().count() <= 20, shown);
  }

  @Test
  void saysBackWhatItHears() {
    try (FakeServer server = new FakeServer()) {
      String[] words = {"127.0.0.1", "" + server.port(), "ann", "pwd"};
      Thread.startVirtualThread(() -> Echo.main(words));
      try (FakeServer.Peer peer = server.acceptLogin(FakeServer.push(1))) {
        var said = peer.next(1001);
        assertEquals("text 1", said.get("content").textValue());
        peer.store(said, 2);
        peer.send(FakeServer.push(3));
        assertEquals("text 3", peer.next(1001).get("content").textValue());
      }
    }
  }
}
