package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.observe.Dashboard;
import chat.e2e.observe.Metrics;
import chat.e2e.observe.PrometheusServer;
import chat.e2e.observe.PrometheusServer.Target;
import chat.e2e.observe.Rule;
import chat.e2e.observe.RuleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel and every rule asks for metrics and labels that the running system has. Without that,
 * a dashboard is an empty picture and an alert stays silent, and nobody notices.
 */
@Tag("long")
@Order(Integer.MAX_VALUE - 3)
@ExtendWith(Stack.Shared.class)
class DashboardsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Shows nothing while all is well. */
  private static final String ALERTS = "overview.json, Firing alerts";

  private static TlsGateway tls;

  @BeforeAll
  static void useEverything(Stack stack, @TempDir Path folder) throws Exception {
    tls = TlsGateway.start(stack, folder);
    new Watched(stack).use();
  }

  @AfterAll
  static void dropTls() throws InterruptedException {
    tls.drop();
  }

  @Test
  void everythingAskedForExists(Stack stack) throws Exception {
    var metrics = new Metrics();
    for (Target target : new Watched(stack).targets()) {
      metrics.addExposed(Watched.metrics(target));
    }
    List<Rule> rules = RuleFiles.read();
    metrics.addRecorded(rules);
    var missing = new TreeSet<String>();
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.queries().stream().map(metrics::missing).forEach(missing::addAll);
    }
    rules.stream().map(rule -> metrics.missing(rule.expression())).forEach(missing::addAll);
    assertEquals("", String.join("\n", missing));
  }

  @Test
  void everyPanelShowsSomething(Stack stack, @TempDir Path folder) throws Exception {
    var watched = new Watched(stack);
    try (var prometheus = PrometheusServer.start(folder, watched.targets())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> prometheus.query("sum(up)").at("/0/value/1").asInt() == 5);
      watched.use();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertEquals("", String.join("\n", empty(prometheus))));
    }
  }

  /** Panels that have no query with a result. */
  private static List<String> empty(PrometheusServer prometheus) throws Exception {
    return Dashboard.all().stream()
        .flatMap(dashboard -> dashboard.panelQueries().entrySet().stream())
        .filter(panel -> !panel.getKey().equals(ALERTS))
        .filter(
            panel -> panel.getValue().stream().allMatch(each -> prometheus.query(each).isEmpty()))
        .map(panel -> panel.getKey() + ": " + panel.getValue())
        .toList();
  }
}
