package chat.e2e.client;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process says at {@code /metrics}. */
public record Scrape(String text) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

  /** Asks a process. */
  public static Scrape of(int port) {
    RestClient.Answer answer = new RestClient(port).get("/metrics");
    if (answer.status() != 200) {
      throw new AssertionError(port + " answers " + answer.status() + ": " + answer.body());
    }
    return new Scrape(answer.body());
  }

  /** The type of every metric, without the maxima that come with histograms. */
  public Map<String, String> types() {
    Map<String, String> all =
        text.lines()
            .map(TYPE::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    return all.entrySet().stream()
        .filter(entry -> !isMaximum(entry.getKey(), all))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The sum of the samples with this name and these labels, written as {@code name="value"}. */
  public double sum(String name, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static boolean isMaximum(String name, Map<String, String> types) {
    return name.endsWith("_max")
        && types.getOrDefault(name.substring(0, name.length() - 4), "").equals("histogram");
  }
}
