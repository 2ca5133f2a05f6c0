package chat.ops.check.fault;

import chat.ops.check.client.Gateway;
import chat.ops.local.Ports;
import chat.ops.local.Service;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The proxies of a system with two gateways and two message services: one on each way from a part
 * to another, one in front of Kafka, which tells all its clients the same address, and one in front
 * of each port of a gateway.
 */
public final class Links implements AutoCloseable {
  /** By the name of the way, or of the part where all come the same way. */
  private final Map<String, List<Link>> links = new LinkedHashMap<>();

  /** Opens all. */
  public Links(Ports ports) {
    open(Parts.KAFKA, ports.kafka());
    Map<String, Integer> targets =
        Map.of(
            Parts.MARIADB,
            ports.mariadb(),
            Parts.REDIS,
            ports.redis(),
            "user",
            ports.grpc(Service.USER),
            "social",
            ports.grpc(Service.SOCIAL),
            "message",
            ports.grpc(Service.MESSAGE),
            "message-2",
            ports.grpc(Service.MESSAGE, 2));
    Parts.WAYS.forEach(way -> open(way, targets.get(Parts.target(way))));
    for (int number = 1; number <= Parts.GATEWAYS.size(); number++) {
      Ports.Gateway gateway = ports.gateway(number);
      open(Parts.GATEWAYS.get(number - 1), gateway.tcp(), gateway.http());
    }
  }

  /** The ports by which parts find each other, as the local stack wants to know them. */
  public Map<String, Integer> ports() {
    return links.entrySet().stream()
        .filter(entry -> !Parts.GATEWAYS.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst().port()));
  }

  /** The gateways as clients find them. */
  public List<Gateway> gateways() {
    return Parts.GATEWAYS.stream()
        .map(links::get)
        .map(both -> new Gateway(both.getFirst().port(), both.getLast().port()))
        .toList();
  }

  /** The link on one way, or all links to a part. */
  List<Link> to(String wayOrPart) {
    return links.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().equals(wayOrPart) || Parts.target(entry.getKey()).equals(wayOrPart))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  /** Everything passes again. */
  public void mend() {
    links.values().forEach(all -> all.forEach(Link::mend));
  }

  @Override
  public void close() {
    links.values().forEach(all -> all.forEach(Link::close));
  }

  private void open(String wayOrPart, int... ports) {
    links.put(wayOrPart, Arrays.stream(ports).mapToObj(Link::new).toList());
  }
}
