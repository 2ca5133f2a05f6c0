package chat.ops.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The gateways: gateway-1, gateway-2 and so on. Other machines reach them. */
final class GatewayPart {
  /** Enough for some 10,000 idle connections, each of which needs 30 kB. */
  private static final int HEAP_MEGABYTES = 512;

  private GatewayPart() {}

  /** As many as were asked for. */
  static List<Part> of(Blueprint blueprint) {
    return IntStream.rangeClosed(1, blueprint.options().gateways())
        .mapToObj(number -> part(blueprint, number))
        .toList();
  }

  private static Part part(Blueprint blueprint, int number) {
    String name = "gateway-" + number;
    Path jar = blueprint.software().gateway();
    Ports.Gateway ports = blueprint.ports().gateway(number);
    List<String> command = new ArrayList<>();
    command.add(Software.java().toString());
    command.addAll(JavaOptions.small(HEAP_MEGABYTES));
    command.addAll(JavaOptions.cached(blueprint.software(), name, jar, blueprint.makesCaches()));
    command.addAll(List.of("-jar", jar.toString()));
    return new Part(
        name,
        List.of(ports.tcp(), ports.http(), ports.control(), ports.probes()),
        Part.EVERYWHERE,
        () -> {},
        blueprint.data().path(),
        environment(blueprint, name, ports),
        command,
        Probe.http(ports.probes()));
  }

  private static Map<String, String> environment(
      Blueprint blueprint, String name, Ports.Gateway ports) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_ID", name);
    environment.put("TCP_PORT", String.valueOf(ports.tcp()));
    environment.put("HTTP_PORT", String.valueOf(ports.http()));
    environment.put("METRICS_PORT", String.valueOf(ports.probes()));
    environment.put("CONTROL_PORT", String.valueOf(ports.control()));
    for (Service service : Service.values()) {
      // Empty, as one from outside would keep the gateway from asking Consul.
      environment.put(
          "SERVICE_" + service.name(),
          blueprint.options().consul() ? "" : addresses(blueprint, name, service));
    }
    return blueprint.environment(name, environment);
  }

  private static String addresses(Blueprint blueprint, String name, Service service) {
    return IntStream.rangeClosed(1, service.instances(blueprint.options()))
        .map(n -> blueprint.reach(name, service.name(n), blueprint.ports().grpc(service, n)))
        .mapToObj(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }
}
