package chat.gateway;

import chat.gateway.dialect.Json;
import chat.gateway.trace.LogMarks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log's lines, for people or as one JSON object each. Both say of which trace, connection and
 * user a line is, where it is of one. Formats on the thread that logs.
 */
final class LogLines extends Formatter {
  /** What it can be. */
  static final Set<String> FORMATS = Set.of("text", "json");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final boolean json;

  LogLines(boolean json) {
    this.json = json;
  }

  /** Has the process log in one of {@link #FORMATS}. */
  static void use(String format) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogLines(format.equals("json")));
    }
  }

  @Override
  public String format(LogRecord line) {
    Map<String, String> marks = LogMarks.current();
    return json ? json(line, marks) : text(line, marks);
  }

  private String text(LogRecord line, Map<String, String> marks) {
    var text = new StringBuilder(160);
    text.append(TIME.format(line.getInstant()))
        .append(' ')
        .append(line.getLevel().getName())
        .append(' ')
        .append(line.getLoggerName())
        .append(": ")
        .append(formatMessage(line));
    marks.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.append(System.lineSeparator()).append(trace(line.getThrown())).toString();
  }

  private String json(LogRecord line, Map<String, String> marks) {
    byte[] object =
        Json.object(
            json -> {
              json.writeStringField("time", Instant.ofEpochMilli(line.getMillis()).toString());
              json.writeStringField("level", line.getLevel().getName());
              json.writeStringField("logger", line.getLoggerName());
              json.writeStringField("message", formatMessage(line));
              for (Map.Entry<String, String> mark : marks.entrySet()) {
                json.writeStringField(mark.getKey(), mark.getValue());
              }
              if (line.getThrown() != null) {
                json.writeStringField("exception", trace(line.getThrown()));
              }
            });
    return new String(object, StandardCharsets.UTF_8) + System.lineSeparator();
  }

  private static String trace(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
