package chat.e2e.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of Prometheus, their own unit tests, and what belongs to each alert. */
class RulesTest {
  private static final Path PROMETHEUS = Path.of("../prometheus");
  private static final Path RUNBOOK = Path.of("../OPERATIONS.md");
  private static final Pattern ANCHOR = Pattern.compile("^\\| <a id=\"([a-z-]+)\"></a>");
  private static final Pattern WORD_BEGIN = Pattern.compile("(?<!^)(?=[A-Z])");

  @Test
  void prometheusTakesThem() throws Exception {
    Tool.PROMTOOL.run(
        Stream.concat(
                Stream.of("check", "rules", "--lint=all", "--lint-fatal"),
                RuleFiles.files().stream())
            .toArray());
    Tool.PROMTOOL.run("check", "config", PROMETHEUS.resolve("prometheus.yml"));
  }

  @Test
  void theirUnitTestsPass() throws Exception {
    Tool.PROMTOOL.run(Stream.concat(Stream.of("test", "rules"), unitTests().stream()).toArray());
  }

  @Test
  void alertmanagerTakesItsExample() throws Exception {
    Tool.AMTOOL.run("check-config", PROMETHEUS.resolve("alertmanager.yml"));
  }

  @Test
  void everyAlertSaysWhatItIs() throws IOException {
    for (Rule alert : alerts()) {
      String severity = alert.labels().getOrDefault("severity", "none");
      assertTrue(
          Set.of("critical", "warning").contains(severity), alert.name() + " is " + severity);
      for (String text : List.of("summary", "description")) {
        assertTrue(alert.annotations().containsKey(text), alert.name() + " has no " + text);
      }
      assertEquals(
          "{{ $externalLabels.runbook }}#" + anchor(alert),
          alert.annotations().get("runbook_url"),
          alert.name());
    }
  }

  @Test
  void everyAlertHasItsRowInTheRunbookAndEveryRowAnAlert() throws IOException {
    Set<String> rows;
    try (Stream<String> lines = Files.lines(RUNBOOK)) {
      rows =
          lines
              .flatMap(line -> ANCHOR.matcher(line).results())
              .map(result -> result.group(1))
              .collect(Collectors.toSet());
    }
    assertEquals(alerts().stream().map(RulesTest::anchor).collect(Collectors.toSet()), rows);
  }

  @Test
  void everyAlertIsTestedFiringAndNotFiring() throws IOException {
    Set<String> firing = new HashSet<>();
    Set<String> quiet = new HashSet<>();
    for (Path file : unitTests()) {
      for (JsonNode test : new YAMLMapper().readTree(file.toFile()).required("tests")) {
        for (JsonNode check : test.path("alert_rule_test")) {
          String name = check.required("alertname").textValue();
          JsonNode expected = check.required("exp_alerts");
          if (expected.isEmpty()) {
            quiet.add(name);
          }
          expected.forEach(
              alert -> firing.add(name + " " + alert.at("/exp_labels/severity").textValue()));
        }
      }
    }
    for (Rule alert : alerts()) {
      String name = alert.name();
      assertTrue(quiet.contains(name), () -> name + " is never seen quiet");
      String fired = name + " " + alert.labels().get("severity");
      assertTrue(firing.contains(fired), () -> fired + " is never seen firing");
    }
  }

  @Test
  void theyAskForMetricsOfTheDocument() throws IOException {
    Metrics metrics = MetricsDocument.read();
    metrics.addRecorded(RuleFiles.read());
    assertEquals(
        List.of(),
        RuleFiles.read().stream()
            .flatMap(
                rule ->
                    metrics.missing(rule.expression()).stream()
                        .map(missing -> rule.name() + ": " + missing))
            .toList());
  }

  private static List<Rule> alerts() throws IOException {
    return RuleFiles.read().stream().filter(Rule::isAlert).toList();
  }

  private static List<Path> unitTests() throws IOException {
    try (Stream<Path> files = Files.list(PROMETHEUS.resolve("tests"))) {
      return files.filter(file -> file.toString().endsWith(".test.yml")).sorted().toList();
    }
  }

  /** {@code PartDown} is {@code part-down}. */
  private static String anchor(Rule alert) {
    return WORD_BEGIN.matcher(alert.name()).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
