package chat.ops.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds and installs on machines that have this and lack that. */
class ProgramsTest {
  private static final Path SCRIPT = Path.of("programs.sh");
  private static final List<String> TOOLS =
      List.of("bash", "dirname", "readlink", "sed", "tr", "grep", "id", "chmod");

  /** All programs of the machine. */
  @TempDir private Path bin;

  /** What a run ended with, both streams together. */
  private record Result(int exitCode, String output) {}

  @BeforeEach
  void putToolsThere() throws IOException {
    for (String tool : TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(directory -> Path.of(directory, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(tool), real);
    }
  }

  @Test
  void namesWhatIsThere() throws Exception {
    put("chromium", "echo Chromium 150");
    put("node", "echo v22.1.0");
    assertEquals(new Result(0, bin + "/chromium\n" + bin + "/node\n"), run());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    put("node", "echo v22.1.0");
    Result result = run();
    assertEquals(1, result.exitCode());
    assertEquals(
        "Missing for the browser: chromium (Node must be 20 or newer)."
            + " \"ops/chat browsers\" installs it.\n",
        result.output());
  }

  @Test
  void anOldNodeIsNone() throws Exception {
    put("chromium", "echo Chromium 150");
    put("node", "echo v18.20.4");
    Result result = run();
    assertEquals(1, result.exitCode());
    assertTrue(result.output().contains("Missing for the browser: nodejs"), result::output);
  }

  @Test
  void withoutAptItCannotInstall() throws Exception {
    Result result = run("install");
    assertEquals(1, result.exitCode());
    assertEquals("Missing here, and this machine has no apt: chromium nodejs\n", result.output());
  }

  @Test
  void installsOnlyWhatIsMissing() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root installs");
    put("node", "echo v22.1.0");
    put(
        "apt-get",
        "echo \"$@\" >>"
            + bin
            + "/asked; printf '#!/bin/sh\\necho Chromium 150\\n' >"
            + bin
            + "/chromium; chmod +x "
            + bin
            + "/chromium");
    Result result = run("install");
    assertEquals(0, result.exitCode(), result.output());
    assertEquals(
        List.of("-qq update", "-qq install -y --no-install-recommends chromium"),
        Files.readAllLines(bin.resolve("asked")));
    assertTrue(result.output().contains("Chromium 150"), result::output);
  }

  private void put(String program, String command) throws IOException {
    Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toAbsolutePath().toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", bin.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
