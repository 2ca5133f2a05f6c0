package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.e2e.observe.PrometheusServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service is killed, and a real Prometheus with the project's rules says so, until it is back.
 */
@Tag("long")
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(Stack.Shared.class)
class AlertsIT {
  private static final String DOWN = "PartDown";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aKilledServiceIsAnAlert(Stack stack, @TempDir Path folder) throws Exception {
    try (var prometheus = PrometheusServer.start(folder, new Watched(stack).targets())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> prometheus.query("sum(up)").at("/0/value/1").asInt() == 5);
      assertEquals(Set.of(), down(prometheus));
      stack.processes().kill("services");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  down(prometheus)
                      .equals(Set.of("user-service", "social-service", "message-service")));
      JsonNode alert = prometheus.firing(DOWN).getFirst();
      assertEquals("critical", alert.at("/labels/severity").textValue());
      assertEquals(
          "https://runbook.test#part-down", alert.at("/annotations/runbook_url").textValue());
      stack.processes().restart("services");
      Awaitility.await().atMost(PATIENCE).until(() -> down(prometheus).isEmpty());
    } finally {
      if (!stack.processes().ready("services")) {
        stack.processes().restart("services");
      }
    }
  }

  private static Set<String> down(PrometheusServer prometheus) {
    return prometheus.firing(DOWN).stream()
        .map(alert -> alert.at("/labels/job").textValue())
        .collect(Collectors.toSet());
  }
}
