package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of the page's modules, which are scripts themselves, where there is a Node. */
class PageScriptsTest {
  private static final Path TESTS = Path.of("src/test/resources/page");

  @TempDir private Path folder;

  @Test
  void whatTheModulesPromiseIsSo() throws Exception {
    Assumptions.assumeTrue(run("node", "--version").startsWith("0 "), "there is no Node");
    PageFiles files = PageFiles.read();
    for (String name : files.names()) {
      Path copy = folder.resolve(name);
      Files.createDirectories(copy.getParent());
      Files.write(copy, files.find(name).orElseThrow().bytes());
    }
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    Files.createDirectory(folder.resolve("test"));
    try (var tests = Files.list(TESTS)) {
      for (Path test : tests.toList()) {
        Files.copy(test, folder.resolve("test").resolve(test.getFileName()));
      }
    }
    String result = run("node", "--test");
    assertEquals("0", result.substring(0, result.indexOf(' ')), result);
  }

  /** The exit code and all output; 127 where there is no such program. */
  private String run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() + " " + output;
    } catch (IOException e) {
      return "127 " + e.getMessage();
    }
  }
}
