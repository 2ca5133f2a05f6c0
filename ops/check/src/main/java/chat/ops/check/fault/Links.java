package chat.ops.check.fault;

import chat.ops.check.client.Gateway;
import chat.ops.local.Ports;
import chat.ops.local.Service;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The proxies of a system with two gateways and two message services: one on each way from a part
 * to another, one in front of Kafka, which tells all its clients the same address, and one in front
 * of each port of a gateway.
 *
 * <p>With Consul the gateways are told where services are, and all the same. So there each service
 * has one proxy for both gateways, at another address of this machine and the service's own port,
 * which the service announces; what strikes the way from one gateway to it strikes the other's.
 */
public final class Links implements AutoCloseable {
  /** The host that services announce with Consul: their proxies listen there. */
  public static final String ANNOUNCED = "127.0.0.2";

  private static final Map<String, Instance> INSTANCES =
      Map.of(
          "user",
          new Instance(Service.USER, 1),
          "social",
          new Instance(Service.SOCIAL, 1),
          "message",
          new Instance(Service.MESSAGE, 1),
          "message-2",
          new Instance(Service.MESSAGE, 2));

  private record Instance(Service service, int number) {}

  /** By the name of the way, or of the part where all come the same way. */
  private final Map<String, List<Link>> links = new LinkedHashMap<>();

  /**
   * Opens all.
   *
   * @param consul whether gateways find services with Consul
   */
  public Links(Ports ports, boolean consul) {
    open(Parts.KAFKA, ports.kafka());
    Map<String, Integer> targets =
        new HashMap<>(Map.of(Parts.MARIADB, ports.mariadb(), Parts.REDIS, ports.redis()));
    Map<String, List<Link>> announced = new HashMap<>();
    INSTANCES.forEach(
        (name, instance) -> {
          targets.put(name, ports.grpc(instance.service, instance.number));
          if (consul) {
            announced.put(name, announced(ports, instance));
          }
        });
    for (String way : Parts.WAYS) {
      String target = Parts.target(way);
      if (announced.containsKey(target)) {
        links.put(way, announced.get(target));
      } else {
        open(way, targets.get(target));
      }
    }
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

  /** With the HTTP port, where Consul asks for its health. */
  private static List<Link> announced(Ports ports, Instance instance) {
    try {
      InetAddress address = InetAddress.getByName(ANNOUNCED);
      return IntStream.of(
              ports.grpc(instance.service, instance.number),
              ports.http(instance.service, instance.number))
          .mapToObj(port -> new Link(port, port, address))
          .toList();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address to announce", e);
    }
  }

  private void open(String wayOrPart, int... ports) {
    links.put(wayOrPart, Arrays.stream(ports).mapToObj(Link::new).toList());
  }
}
