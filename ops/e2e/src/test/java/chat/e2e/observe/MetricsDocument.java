package chat.e2e.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ops/METRICS.md: a row of a table begins with the names of metrics in backticks, of a histogram
 * without ending; {@code _b} after {@code a_x} is {@code a_b}. Where the table has a column
 * "labels", the labels are in backticks in it; elsewhere nothing is known of them.
 */
final class MetricsDocument {
  private static final Path FILE = Path.of("../METRICS.md");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Set<String> OF_BUCKETS = Set.of("le");

  private MetricsDocument() {}

  /** The metrics it names. */
  static Metrics read() throws IOException {
    var metrics = new Metrics();
    List<String> header = List.of();
    for (String line : Files.readAllLines(FILE)) {
      List<String> cells = cells(line);
      if (!cells.isEmpty() && cells.getFirst().equals("name")) {
        header = cells;
      } else if (!cells.isEmpty() && cells.getFirst().startsWith("`")) {
        addRow(metrics, header, cells);
      }
    }
    return metrics;
  }

  private static List<String> cells(String line) {
    return line.startsWith("|")
        ? Stream.of(line.substring(1).split("\\|")).map(String::strip).toList()
        : List.of();
  }

  private static void addRow(Metrics metrics, List<String> header, List<String> cells) {
    int column = header.indexOf("labels");
    for (String name : names(cells.getFirst())) {
      if (column < 0) {
        metrics.addWithAnyLabels(name);
        continue;
      }
      Set<String> labels = Set.copyOf(codes(cells.get(column)));
      metrics.add(name, labels);
      if (cells.get(header.indexOf("type")).equals("histogram")) {
        for (String ending : List.of("_bucket", "_sum", "_count")) {
          metrics.add(name + ending, labels);
        }
        metrics.add(name + "_bucket", OF_BUCKETS);
      }
    }
  }

  private static List<String> names(String cell) {
    List<String> names = new ArrayList<>();
    for (String code : codes(cell)) {
      String first = names.isEmpty() ? "" : names.getFirst();
      names.add(code.startsWith("_") ? first.substring(0, first.lastIndexOf('_')) + code : code);
    }
    return names;
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(result -> result.group(1)).collect(Collectors.toList());
  }
}
