package chat.ops.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prometheus' settings for a stack. Jobs are gateway, user-service, social-service, message-service
 * and prometheus; "instance" is the part's name.
 *
 * <p>TOGETHER
 */
record Scrapes(StackOptions options, Software software) {
  /** One process to ask. */
  private record Target(String job, String instance, int port) {}

  /** The file. */
  String settings() {
    return """
    # Written anew at each start.
    global:
      scrape_interval: 5s
      scrape_timeout: 5s
      evaluation_interval: 5s
      external_labels:
        runbook: %s
    rule_files:
      - %s
    scrape_configs:
    """
            .formatted(quoted(software.runbook().toString()), quoted(software.rules().toString()))
        + targets().stream()
            .collect(Collectors.groupingBy(Target::job, LinkedHashMap::new, Collectors.toList()))
            .entrySet()
            .stream()
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
    return "  - job_name: "
        + name
        + "\n    static_configs:\n"
        + targets.stream()
            .map(
                target ->
                    "      - targets: ['127.0.0.1:%d']\n        labels: {instance: %s}\n"
                        .formatted(target.port(), target.instance()))
            .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
