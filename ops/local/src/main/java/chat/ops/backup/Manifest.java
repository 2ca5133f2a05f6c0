package chat.ops.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup says of itself.
 *
 * @param begun just before the moment that the dump shows
 * @param program the version that took it
 * @param server the database's version
 * @param schema the last migration that had been applied
 * @param dumpBytes length of the dump
 * @param sha256 of the dump, in hexadecimal digits
 * @param binlog where the binary log goes on, when the database writes one
 * @param rows in each table, as counted in the dump
 */
public record Manifest(
    Instant begun,
    String program,
    String server,
    String schema,
    long dumpBytes,
    String sha256,
    Optional<BinlogPosition> binlog,
    SortedMap<String, Long> rows) {
  private static final String FORMAT = "chat-backup-1";
  private static final String ROWS = "rows.";

  /** Checks the checksum's form. */
  public Manifest {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no SHA-256: " + sha256);
    }
  }

  /** One "name=value" a line. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "format", FORMAT);
    line(text, "begun", begun);
    line(text, "program", program);
    line(text, "server", server);
    line(text, "schema", schema);
    line(text, "dump_bytes", dumpBytes);
    line(text, "dump_sha256", sha256);
    binlog.ifPresent(
        place -> {
          line(text, "binlog_file", place.file());
          line(text, "binlog_position", place.position());
        });
    rows.forEach((table, count) -> line(text, ROWS + table, count));
    return text.toString();
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws BackupFailed when it is something else
   */
  static Manifest parse(String text) {
    Map<String, String> values = new TreeMap<>();
    text.lines()
        .filter(line -> line.contains("="))
        .forEach(
            line -> {
              int end = line.indexOf('=');
              values.put(line.substring(0, end), line.substring(end + 1));
            });
    if (!FORMAT.equals(values.get("format"))) {
      throw new BackupFailed("its manifest is not of the format " + FORMAT);
    }
    try {
      SortedMap<String, Long> rows = new TreeMap<>();
      values.forEach(
          (name, value) -> {
            if (name.startsWith(ROWS)) {
              rows.put(name.substring(ROWS.length()), Long.valueOf(value));
            }
          });
      return new Manifest(
          Instant.parse(value(values, "begun")),
          value(values, "program"),
          value(values, "server"),
          value(values, "schema"),
          Long.parseLong(value(values, "dump_bytes")),
          value(values, "dump_sha256"),
          binlog(values),
          rows);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BackupFailed("its manifest cannot be understood: " + e.getMessage(), e);
    }
  }

  private static Optional<BinlogPosition> binlog(Map<String, String> values) {
    return values.containsKey("binlog_file")
        ? Optional.of(
            new BinlogPosition(
                value(values, "binlog_file"), Long.parseLong(value(values, "binlog_position"))))
        : Optional.empty();
  }

  private static String value(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append('=').append(value).append('\n');
  }
}
