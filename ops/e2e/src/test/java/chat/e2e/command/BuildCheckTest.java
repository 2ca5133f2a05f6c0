package chat.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When ops/chat builds: in a small tree, with a Maven that only says that it was called. */
class BuildCheckTest {
  private static final String BUILDING = "Building (the first time takes some minutes)";

  @TempDir Path temporary;
  private Path top;

  @BeforeEach
  void make() throws IOException {
    top = temporary.resolve("a checkout");
    script("ops/chat", Files.readString(Path.of("..", "chat")));
    script("bin/mvn", "#!/bin/sh\necho \"$@\"\n");
    write("module/pom.xml");
    write("module/src/main/java/A.java");
    write("module/src/test/java/ATest.java");
    write("module/target/src/main/B.java");
  }

  @Test
  void buildsWhenASourceIsNewerAndOnlyThen() throws Exception {
    assertTrue(up().contains(BUILDING));
    assertEquals("", up());
    touch("module/src/test/java/ATest.java");
    touch("module/target/src/main/B.java");
    assertEquals("", up());
    for (String source : new String[] {"module/src/main/java/A.java", "module/pom.xml"}) {
      touch(source);
      assertTrue(up().contains(BUILDING), source);
      past(source);
      assertEquals("", up());
    }
  }

  @Test
  void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
    script("bin/mvn", "#!/bin/sh\necho broken\nexit 1\n");
    for (int attempt = 0; attempt < 2; attempt++) {
      String output = up();
      assertTrue(output.contains(BUILDING), output);
      assertTrue(output.contains("broken\nops/chat: the build failed; all of it is in"), output);
    }
  }

  /** What it says before the stack itself, which is not there, would start. */
  private String up() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(top.resolve("ops/chat").toString(), "up").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge("PATH", top.resolve("bin").toString(), (all, own) -> own + ":" + all);
    builder.environment().remove("CHAT_BUILD");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), output);
    return output.replaceAll("Error: Unable to access jarfile .*\n", "");
  }

  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(top.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
  }

  private void past(String file) throws IOException {
    Files.setLastModifiedTime(top.resolve(file), FileTime.from(Instant.EPOCH));
  }

  private void write(String file) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    past(file);
  }

  private void script(String file, String text) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    assertTrue(path.toFile().setExecutable(true));
  }
}
