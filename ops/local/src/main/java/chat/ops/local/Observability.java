package chat.ops.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What watches a stack, where that was asked for. What the person has set in the environment wins:
 * where it says whereto spans go, no receiver is started.
 *
 * @param traces whether there is a receiver of spans
 * @param prometheus the program, if there is to be one
 * @param settings for services and gateways
 * @param notices what a person should know
 */
record Observability(
    boolean traces, Optional<Path> prometheus, Map<String, String> settings, List<String> notices) {
  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  static final String SAMPLER = "OTEL_TRACES_SAMPLER";
  private static final List<String> ENDPOINTS =
      List.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", ENDPOINT, "JAEGER_ENDPOINT");

  /**
   * Decides what there is to be.
   *
   * @param environment this process's, which its children inherit
   */
  static Observability of(StackOptions options, Map<String, String> environment) {
    return options.observability()
        ? of(options, environment, Software.installed("prometheus"))
        : new Observability(false, Optional.empty(), Map.of(), List.of());
  }

  static Observability of(
      StackOptions options, Map<String, String> environment, Optional<Path> prometheus) {
    Map<String, String> outside = new HashMap<>(environment);
    outside.putAll(options.environment());
    Map<String, String> settings = new HashMap<>();
    List<String> notices = new ArrayList<>();
    Optional<String> elsewhere =
        ENDPOINTS.stream().filter(name -> !outside.getOrDefault(name, "").isBlank()).findFirst();
    elsewhere.ifPresentOrElse(
        name -> notices.add("traces: spans go where " + name + " says"),
        () -> settings.put(ENDPOINT, "http://127.0.0.1:" + options.ports().tracesGrpc()));
    if (outside.getOrDefault(SAMPLER, "").isBlank()) {
      settings.put(SAMPLER, "parentbased_always_on");
    }
    if (prometheus.isEmpty()) {
      notices.add(
          "prometheus: not on the PATH, so nothing gathers metrics. Debian and its kin have it:"
              + " apt-get install prometheus && systemctl disable --now prometheus");
    }
    return new Observability(
        elsewhere.isEmpty(), prometheus, Map.copyOf(settings), List.copyOf(notices));
  }

  /** The parts that watch. */
  List<Part> parts(Blueprint blueprint) {
    List<Part> parts = new ArrayList<>();
    if (traces) {
      parts.add(TracesPart.of(blueprint));
    }
    prometheus.ifPresent(program -> parts.add(PrometheusPart.of(blueprint, program)));
    return parts;
  }
}
