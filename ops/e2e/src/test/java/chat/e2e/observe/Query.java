package chat.e2e.observe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for: the metrics with the labels that it selects them by, and the
 * labels that it groups or matches by. Names only; whether the expression is valid, promtool says.
 *
 * @param selectors the metrics, in their order
 * @param groupings labels in {@code by}, {@code without}, {@code on}, {@code ignoring}, {@code
 *     group_left} and {@code group_right}
 */
record Query(List<Selector> selectors, Set<String> groupings) {

  /** A metric and the labels in its braces. */
  record Selector(String metric, Set<String> labels) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+|#[^\\n]*)"
              + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)"
              + "|(?<range>\\[[^\\]]*\\])"
              + "|(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[a-z0-9]*)"
              + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<sign>=~|!~|!=|==|>=|<=|[-+*/%^=<>@(){},$])");
  private static final Set<String> GROUPERS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

  /** Copies what it is given. */
  Query {
    selectors = List.copyOf(selectors);
    groupings = Set.copyOf(groupings);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it has a sign that PromQL has not, or ends too early
   */
  static Query parse(String expression) {
    return new Reader(tokens(expression), expression).read();
  }

  /** Without white space, comments and ranges; a text is a single quote. */
  private static List<String> tokens(String expression) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (end < expression.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("what is this: " + expression.substring(end));
      }
      end = matcher.end();
      if (matcher.group("text") != null) {
        tokens.add("\"");
      } else if (matcher.group("space") == null && matcher.group("range") == null) {
        tokens.add(matcher.group());
      }
    }
    return tokens;
  }

  private static final class Reader {
    private final List<String> tokens;
    private final String expression;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> groupings = new HashSet<>();
    private int next;

    Reader(List<String> tokens, String expression) {
      this.tokens = tokens;
      this.expression = expression;
    }

    Query read() {
      while (next < tokens.size()) {
        String token = tokens.get(next++);
        if (GROUPERS.contains(token)) {
          readGrouping(token);
        } else if (isMetric(token)) {
          selectors.add(new Selector(token, isNext("{") ? readLabels() : Set.of()));
        } else if (token.equals("{")) {
          throw new IllegalArgumentException("a selector without a name in " + expression);
        }
      }
      return new Query(selectors, groupings);
    }

    /** A name that is not a function's or aggregation's, which an open bracket or by follows. */
    private boolean isMetric(String token) {
      return isName(token)
          && !WORDS.contains(token)
          && !isNext("(")
          && !isNext("by")
          && !isNext("without");
    }

    private void readGrouping(String grouper) {
      if (!isNext("(")) {
        if (grouper.startsWith("group_")) {
          return;
        }
        throw new IllegalArgumentException("no labels after " + grouper + " in " + expression);
      }
      next++;
      while (!isNext(")")) {
        String token = take();
        if (isName(token)) {
          groupings.add(token);
        }
      }
      next++;
    }

    private Set<String> readLabels() {
      Set<String> labels = new HashSet<>();
      next++;
      while (!isNext("}")) {
        String token = take();
        if (isName(token)) {
          labels.add(token);
        }
      }
      next++;
      return labels;
    }

    private String take() {
      if (next == tokens.size()) {
        throw new IllegalArgumentException("ends too early: " + expression);
      }
      return tokens.get(next++);
    }

    private boolean isNext(String token) {
      return next < tokens.size() && tokens.get(next).equals(token);
    }

    private static boolean isName(String token) {
      char first = token.charAt(0);
      return Character.isLetter(first) || first == '_' || first == ':';
    }
  }
}
