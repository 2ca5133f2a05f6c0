package chat.ops.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prometheus' settings for a stack. Jobs are gateway, user-service, social-service, message-service
 * and prometheus; "instance" is the part's name.
 *
 * <p>A Liberty server with all three services shows the same figures, those of all of them, at each
 * of their ports, and nothing in them says which service they belong to. There the job
 * message-service keeps all of them, and the other two only the uptime: what adds up over jobs
 * counts once, and each port is still seen to answer.
 */
record Scrapes(StackOptions options, Software software) {
  private static final Set<String> SHOWN_ELSEWHERE = Set.of("user-service", "social-service");
  private static final String UPTIME_ONLY =
      """
          metric_relabel_configs:
            - source_labels: [__name__]
              regex: jvm_uptime_seconds
              action: keep
      """;

  /** One process to ask. */
  private record Target(String job, String instance, int port) {}

  /** The file. */
  String settings() {
    Map<String, List<Target>> jobs =
        targets().stream()
            .collect(Collectors.groupingBy(Target::job, LinkedHashMap::new, Collectors.toList()));
    return """
    # Written anew at each start of the stack.
    global:
      scrape_interval: 10s
      evaluation_interval: 10s
      external_labels:
        runbook: %s
    rule_files:
      - %s
    scrape_configs:
    """
            .formatted(quoted(software.runbook().toString()), quoted(software.rules().toString()))
        + jobs.entrySet().stream()
            .map(job -> job(job.getKey(), job.getValue()))
            .collect(Collectors.joining());
  }

  private List<Target> targets() {
    Ports ports = options.ports();
    List<Target> targets = new ArrayList<>();
    IntStream.rangeClosed(1, options.gateways())
        .mapToObj(n -> new Target("gateway", "gateway-" + n, ports.gateway(n).probes()))
        .forEach(targets::add);
    for (Service service : Service.values()) {
      IntStream.rangeClosed(1, service.instances(options))
          .mapToObj(
              n ->
                  new Target(
                      service.label() + "-service",
                      options.split() ? service.name(n) : "services",
                      ports.http(service, n)))
          .forEach(targets::add);
    }
    targets.add(new Target("prometheus", "prometheus", ports.prometheus()));
    return targets;
  }

  private String job(String name, List<Target> targets) {
    StringBuilder job = new StringBuilder("  - job_name: " + name + "\n    static_configs:\n");
    for (Target target : targets) {
      job.append("      - targets: ['127.0.0.1:%d']\n".formatted(target.port()));
      job.append("        labels: {instance: %s}\n".formatted(target.instance()));
    }
    if (!options.split() && SHOWN_ELSEWHERE.contains(name)) {
      job.append(UPTIME_ONLY);
    }
    return job.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
