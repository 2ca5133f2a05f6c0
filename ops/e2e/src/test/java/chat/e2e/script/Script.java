package chat.e2e.script;

import chat.e2e.script.Step.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation between clients and the server, written line by line: {@code name> frame} is sent,
 * {@code name< frame} must come back. Lines that begin with {@code #}, and empty ones, are skipped.
 *
 * @param dialect how frames travel
 */
public record Script(Dialect dialect, List<Step> steps) {
  private static final Pattern LINE = Pattern.compile("([a-z0-9]*)(>>|[><=*])(?: (.*))?");

  /** How the frames of a script travel. */
  public enum Dialect {
    LINES,
    CLASSIC,
    WEB,
    REST
  }

  /**
   * Reads a script.
   *
   * @param firstLine the number of its first line, for messages
   */
  public static Script parse(Dialect dialect, int firstLine, List<String> lines) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("line " + (firstLine + i) + " is no step: " + line);
      }
      String text = matcher.group(3) == null ? "" : matcher.group(3);
      steps.add(new Step(firstLine + i, matcher.group(1), action(matcher.group(2)), text));
    }
    return new Script(dialect, steps);
  }

  private static Action action(String sign) {
    return switch (sign) {
      case ">" -> Action.SEND;
      case ">>" -> Action.SEND_RAW;
      case "<" -> Action.EXPECT;
      case "=" -> Action.CONNECT;
      case "*" -> Action.PREPARE;
      default -> throw new IllegalArgumentException("no sign of a step: " + sign);
    };
  }
}
