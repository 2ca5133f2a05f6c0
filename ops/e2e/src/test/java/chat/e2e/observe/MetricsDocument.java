package chat.e2e.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ops/METRICS.md: a table row begins with a metric's name in backticks, of a histogram without
 * ending. Any word of the row may be a label: which of them are, the running system shows.
 */
final class MetricsDocument {
  private static final Path FILE = Path.of("../METRICS.md");
  private static final Pattern ROW = Pattern.compile("\\| *`(?<name>[a-zA-Z_:][\\w:]*).*");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_]\\w*");
  private static final Set<String> OF_HISTOGRAMS = Set.of("le");

  private MetricsDocument() {}

  /** The metrics it names. */
  static Metrics read() throws IOException {
    var metrics = new Metrics();
    try (Stream<String> lines = Files.lines(FILE)) {
      lines.forEach(line -> addRow(metrics, line));
    }
    return metrics;
  }

  private static void addRow(Metrics metrics, String line) {
    Matcher row = ROW.matcher(line);
    if (row.matches()) {
      String name = row.group("name");
      Set<String> words =
          WORD.matcher(line).results().map(result -> result.group()).collect(Collectors.toSet());
      metrics.add(name, words);
      if (words.contains("histogram") || words.contains("timer")) {
        metrics.add(name + "_bucket", words);
        metrics.add(name + "_bucket", OF_HISTOGRAMS);
        metrics.add(name + "_sum", words);
        metrics.add(name + "_count", words);
      }
    }
  }
}
