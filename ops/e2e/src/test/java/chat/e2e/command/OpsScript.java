package chat.e2e.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the scripts beside ops/chat, run to its end as a person does. */
public record OpsScript(String name) {
  private static final Path OPS = Path.of("..").toAbsolutePath().normalize();

  /**
   * What a run ended with.
   *
   * @param output both streams
   */
  public record Result(int exitCode, String output) {}

  /** Runs it. */
  public Result run(String... words) throws IOException, InterruptedException {
    return run(Map.of(), words);
  }

  /** Runs it with more in its environment. */
  Result run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OPS.resolve(name).toString()));
    command.addAll(List.of(words));
    // From anywhere: it finds its repository by itself.
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // The build that runs this test has made everything.
    builder.environment().put("CHAT_BUILD", "no");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
