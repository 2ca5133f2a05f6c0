package chat.ops.backup;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads along as mariadb-dump writes: counts each table's rows, which stand on a line of their own
 * (line ends in texts are written as "\n"), finds the place in the binary log, and sees whether the
 * dump has come to its end. For one thread.
 */
final class DumpScanner {
  /** More than the longest line's beginning that matters. */
  private static final int LOOKED_AT = 512;

  private static final Pattern TABLE = Pattern.compile("(CREATE TABLE|INSERT INTO) `([^`]+)`.*");
  private static final Pattern PLACE =
      Pattern.compile("-- CHANGE MASTER TO MASTER_LOG_FILE='([^']+)', MASTER_LOG_POS=(\\d+);.*");
  private static final String END = "-- Dump completed";

  private final SortedMap<String, Long> rows = new TreeMap<>();
  private final byte[] line = new byte[LOOKED_AT];
  private int length;
  private String table = "";
  private Optional<BinlogPosition> binlog = Optional.empty();
  private boolean complete;

  /** The dump's next bytes. */
  void read(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        endLine();
        length = 0;
      } else if (length < LOOKED_AT) {
        line[length++] = bytes[i];
      }
    }
  }

  /** How many rows each table has. */
  SortedMap<String, Long> rows() {
    return rows;
  }

  /** Where the binary log goes on, if the dump says so. */
  Optional<BinlogPosition> binlog() {
    return binlog;
  }

  /** Whether the last line has come. */
  boolean isComplete() {
    return complete;
  }

  private void endLine() {
    if (length == 0) {
      return;
    }
    switch (line[0]) {
      case '(' -> rows.merge(table, 1L, Long::sum);
      case 'C', 'I' -> name(text());
      case '-' -> comment(text());
      default -> {
        // Columns, keys, settings.
      }
    }
  }

  private void name(String text) {
    Matcher matcher = TABLE.matcher(text);
    if (matcher.matches()) {
      table = matcher.group(2);
      rows.putIfAbsent(table, 0L);
    }
  }

  private void comment(String text) {
    Matcher matcher = PLACE.matcher(text);
    if (matcher.matches()) {
      binlog = Optional.of(new BinlogPosition(matcher.group(1), Long.parseLong(matcher.group(2))));
    }
    complete |= text.startsWith(END);
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }
}
