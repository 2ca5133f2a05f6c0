package chat.e2e.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs ops/chat as a person does, on a data directory of its own. */
final class ChatCommand {
  private static final OpsScript CHAT = new OpsScript("chat");

  private final Path data;

  ChatCommand(Path data) {
    this.data = data;
  }

  /** Runs to the end. */
  OpsScript.Result run(String... words) throws IOException, InterruptedException {
    return CHAT.run(withData(words).toArray(String[]::new));
  }

  /** Starts, and goes on at once. */
  Process start(String... words) throws IOException {
    return CHAT.start(Map.of(), withData(words));
  }

  private List<String> withData(String... words) {
    List<String> all = new ArrayList<>(List.of(words[0], "--data", data.toString()));
    all.addAll(Arrays.asList(words).subList(1, words.length));
    return all;
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
