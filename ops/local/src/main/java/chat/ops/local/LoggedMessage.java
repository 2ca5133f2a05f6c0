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
  private static final int MOST_CHARACTERS = 64;

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
      String said = inBytes("msg_id " + messageId);
      String marked = "msg_id=" + visible(messageId);
      lines
          .filter(line -> names(line, said) || names(line, marked))
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

  private static String inBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** As the services' marks have it. */
  private static String visible(String messageId) {
    String some = messageId.substring(0, Math.min(messageId.length(), MOST_CHARACTERS));
    return some.replaceAll("[^A-Za-z0-9._:-]", "?");
  }

  /** Whether it has it, and not only as the beginning of a longer one. */
  private static boolean names(String line, String wanted) {
    int at = line.indexOf(wanted);
    int end = at + wanted.length();
    return at >= 0 && (end == line.length() || " ,;\"".indexOf(line.charAt(end)) >= 0);
  }
}
