package chat.e2e.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs ops/chat as a person does, on a data directory of its own. */
final class ChatCommand {
  private static final Path TOP = Path.of("..", "..").toAbsolutePath().normalize();

  private final Path data;

  ChatCommand(Path data) {
    this.data = data;
  }

  /**
   * What a run of the command ended with.
   *
   * @param output both streams
   */
  record Result(int exitCode, String output) {}

  /** Runs to the end. */
  Result run(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Starts, and goes on at once. */
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    // The tests themselves may run under nohup, and Java leaves an ignored signal ignored.
    command.addAll(List.of("env", "--default-signal=HUP"));
    command.addAll(List.of(TOP.resolve("ops/chat").toString(), words[0]));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(Arrays.asList(words).subList(1, words.length));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // The build that runs this test has made everything.
    builder.environment().put("CHAT_BUILD", "no");
    // What the person at this machine has set for other programs.
    builder.environment().keySet().removeIf(ChatCommand::steersSpans);
    // From anywhere: the command finds its repository by itself.
    return builder.directory(Path.of("/").toFile()).start();
  }

  private static boolean steersSpans(String setting) {
    return setting.startsWith("OTEL_") || setting.equals("JAEGER_ENDPOINT");
  }

  /** Processes of this stack that live, found by the data directory in their command line. */
  List<Long> processes() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .filter(this::mentionsData)
        .toList();
  }

  private boolean mentionsData(long pid) {
    try {
      Path process = Path.of("/proc", String.valueOf(pid));
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
              .contains(asLatin(data))
          || Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
              .contains(asLatin(data));
    } catch (IOException e) {
      return false;
    }
  }

  private static String asLatin(Path path) {
    return new String(
        path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
