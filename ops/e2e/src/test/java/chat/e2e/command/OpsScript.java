package chat.e2e.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the scripts in ops, as a person runs it. */
public record OpsScript(String name) {
  private static final Path OPS = Path.of("..").toAbsolutePath().normalize();

  /**
   * What a run ended with.
   *
   * @param output both streams
   */
  public record Result(int exitCode, String output) {}

  /** Runs it to its end. */
  public Result run(String... words) throws IOException, InterruptedException {
    return run(Map.of(), words);
  }

  /** Runs it to its end, with more in its environment. */
  public Result run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Process process = start(environment, List.of(words));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Starts it, and goes on at once. */
  public Process start(Map<String, String> environment, List<String> words) throws IOException {
    // The tests themselves may run under nohup, and Java leaves an ignored signal ignored.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.add(OPS.resolve(name).toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // The build that runs this test has made everything.
    builder.environment().put("CHAT_BUILD", "no");
    // What the person at this machine has set for other programs.
    builder.environment().keySet().removeIf(OpsScript::steersSpans);
    builder.environment().putAll(environment);
    // From anywhere: it finds its repository by itself.
    return builder.directory(Path.of("/").toFile()).start();
  }

  private static boolean steersSpans(String setting) {
    return setting.startsWith("OTEL_") || setting.equals("JAEGER_ENDPOINT");
  }
}
