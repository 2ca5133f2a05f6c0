package chat.e2e.observe;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metrics that exist, with their labels; those that Prometheus makes and those of the node exporter
 * are always among them.
 */
public final class Metrics {
  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(?<labels>.*)\\})? \\S+(?: \\S+)?");
  private static final Pattern LABEL =
      Pattern.compile("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\",?");
  private static final Set<String> TARGET = Set.of("job", "instance");

  /** What Prometheus itself makes, of itself and of what it scrapes. */
  private static final Map<String, Set<String>> OF_PROMETHEUS =
      Map.of(
          "up", Set.of(),
          "scrape_duration_seconds", Set.of(),
          "ALERTS", Set.of("alertname", "alertstate", "severity", "service"),
          "prometheus_rule_evaluation_failures_total", Set.of("rule_group"));

  /** What the node exporter tells of a machine; which runs it or not is up to the deployer. */
  private static final Map<String, Set<String>> OF_MACHINES =
      Map.of(
          "node_filesystem_avail_bytes", Set.of("device", "fstype", "mountpoint"),
          "node_filesystem_size_bytes", Set.of("device", "fstype", "mountpoint"),
          "node_timex_offset_seconds", Set.of(),
          "node_timex_sync_status", Set.of());

  private final Map<String, Set<String>> labels = new HashMap<>();
  private final Set<String> withAnyLabels = new HashSet<>();

  /** Those of Prometheus and the node exporter. */
  public Metrics() {
    OF_PROMETHEUS.forEach(this::add);
    OF_MACHINES.forEach(this::add);
  }

  /** Adds a metric, or labels to one. */
  public void add(String metric, Set<String> more) {
    labels.computeIfAbsent(metric, _ -> new HashSet<>()).addAll(more);
  }

  /** Adds a metric of whose labels nothing is known, so that none of them is missing. */
  void addWithAnyLabels(String metric) {
    add(metric, Set.of());
    withAnyLabels.add(metric);
  }

  /**
   * Adds what a part tells at {@code /metrics}, in the text format.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public void addExposed(String text) {
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::addSample);
  }

  private void addSample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    Matcher label = LABEL.matcher(Optional.ofNullable(sample.group("labels")).orElse(""));
    add(
        sample.group("name"),
        label.results().map(result -> result.group("name")).collect(Collectors.toSet()));
  }

  /** Adds what the recording rules make. */
  public void addRecorded(Collection<Rule> rules) {
    rules.stream()
        .filter(rule -> !rule.isAlert())
        .forEach(rule -> add(rule.name(), recordedLabels(rule)));
  }

  /** A recorded sum has the labels that it is grouped by; a quantile swallows one of them. */
  private static Set<String> recordedLabels(Rule rule) {
    Set<String> kept = new HashSet<>(Query.parse(rule.expression()).groupings());
    kept.remove("le");
    return kept;
  }

  /** What a query asks for that does not exist, in words; empty when all does. */
  public List<String> missing(String expression) {
    Query query = Query.parse(expression);
    Set<String> known = new HashSet<>(TARGET);
    Set<String> missing = new HashSet<>();
    for (Query.Selector selector : query.selectors()) {
      if (!labels.containsKey(selector.metric())) {
        missing.add("no metric " + selector.metric());
        continue;
      }
      if (withAnyLabels.contains(selector.metric())) {
        known.addAll(query.groupings());
        continue;
      }
      Set<String> own = labels.get(selector.metric());
      known.addAll(own);
      selector.labels().stream()
          .filter(label -> !own.contains(label) && !TARGET.contains(label))
          .forEach(label -> missing.add(selector.metric() + " has no label " + label));
    }
    if (missing.isEmpty()) {
      query.groupings().stream()
          .filter(label -> !known.contains(label))
          .forEach(label -> missing.add("no label " + label + " to group by in " + expression));
    }
    return missing.stream().sorted().toList();
  }
}
