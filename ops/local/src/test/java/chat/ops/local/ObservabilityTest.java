package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final Optional<Path> PROMETHEUS = Optional.of(Path.of("/usr/bin/prometheus"));
  private static final String OWN = "http://127.0.0.1:4417";

  @Test
  void nothingWatchesUnlessAskedTo() {
    assertEquals(
        new Observability(false, Optional.empty(), Map.of(), List.of()),
        Observability.of(options(Map.of()), Map.of()));
  }

  @Test
  void partsSendAllSpansToTheReceiver() {
    Observability watched = of(Map.of(), Map.of());
    assertTrue(watched.traces());
    assertEquals(
        Map.of(Observability.ENDPOINT, OWN, Observability.SAMPLER, "parentbased_always_on"),
        watched.settings());
    assertEquals(List.of(), watched.notices());
  }

  @Test
  void anEndpointFromOutsideWins() {
    for (String name :
        List.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "JAEGER_ENDPOINT")) {
      Map<String, String> setting = Map.of(name, "http://somewhere:4317");
      for (Observability watched : List.of(of(Map.of(), setting), of(setting, Map.of()))) {
        assertFalse(watched.traces());
        assertFalse(watched.settings().containsKey(Observability.ENDPOINT));
        assertTrue(watched.settings().containsKey(Observability.SAMPLER));
        assertEquals(List.of("traces: spans go where " + name + " says"), watched.notices());
      }
    }
  }

  @Test
  void aSamplerFromOutsideWinsAndAnEmptyEndpointIsNone() {
    Observability watched =
        of(Map.of(), Map.of("OTEL_TRACES_SAMPLER", "always_off", "JAEGER_ENDPOINT", ""));
    assertTrue(watched.traces());
    assertEquals(Map.of(Observability.ENDPOINT, OWN), watched.settings());
  }

  @Test
  void withoutPrometheusItSaysHowToGetIt() {
    Observability watched = Observability.of(options(Map.of()), Map.of(), Optional.empty());
    assertEquals(1, watched.notices().size());
    assertTrue(watched.notices().getFirst().contains("apt-get install prometheus"));
  }

  private static Observability of(Map<String, String> options, Map<String, String> outside) {
    return Observability.of(options(options), outside, PROMETHEUS);
  }

  private static StackOptions options(Map<String, String> environment) {
    return new StackOptions(Path.of("/x"), 100, 1, false, environment);
  }
}
