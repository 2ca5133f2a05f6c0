package chat.ops.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the logs of a stack say about a message: what was slow, and what failed.
 *
 * @param logs the directory
 */
record LoggedMessage(Path logs) {
  private static final int MOST_LINES = 20;
  private static final String MARK = "msg_id ";

  /** The last lines of each log that name it, "LOG: LINE"; none when there are no logs. */
  List<String> lines(String messageId) {
    if (!Files.isDirectory(logs)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        found.addAll(linesOf(log, messageId));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static Deque<String> linesOf(Path log, String messageId) throws IOException {
    String part = log.getFileName().toString().replace(".log", ": ");
    Deque<String> last = new ArrayDeque<>();
    // Not UTF-8: a torn character must not hide the rest.
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      byte[] bytes = (MARK + messageId).getBytes(StandardCharsets.UTF_8);
      String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
      lines
          .filter(line -> names(line, wanted))
          .forEach(
              line -> {
                byte[] own = line.getBytes(StandardCharsets.ISO_8859_1);
                last.add(part + new String(own, StandardCharsets.UTF_8));
                if (last.size() > MOST_LINES) {
                  last.remove();
                }
              });
    }
    return last;
  }

  /** Whether it has it, and not only as the beginning of a longer one. */
  private static boolean names(String line, String wanted) {
    int at = line.indexOf(wanted);
    int end = at + wanted.length();
    return at >= 0 && (end == line.length() || " ,;\"".indexOf(line.charAt(end)) >= 0);
  }
}
