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
 * The proxies of a system with two gateways and two message services: one in front of each part
 * that others call, and one in front of each port of a gateway.
 */
public final class Links implements AutoCloseable {
  private static final int GATEWAYS = 2;

  private final Map<String, List<Link>> links = new LinkedHashMap<>();

  /** Opens all. */
  public Links(Ports ports) {
    open("mariadb", ports.mariadb());
    open("redis", ports.redis());
    open("kafka", ports.kafka());
    open("user", ports.grpc(Service.USER));
    open("social", ports.grpc(Service.SOCIAL));
    open("message", ports.grpc(Service.MESSAGE));
    open("message-2", ports.grpc(Service.MESSAGE, 2));
    for (int number = 1; number <= GATEWAYS; number++) {
      Ports.Gateway gateway = ports.gateway(number);
      open("gateway-" + number, gateway.tcp(), gateway.http());
    }
  }

  /** The ports by which parts find each other. */
  public Map<String, Integer> ports() {
    return links.entrySet().stream()
        .filter(entry -> entry.getValue().size() == 1)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getFirst().port()));
  }

  /** The gateways as clients find them. */
  public List<Gateway> gateways() {
    return List.of(gateway(1), gateway(2));
  }

  /** The links to a part; more than one where it has several ports. */
  List<Link> to(String part) {
    return links.get(part);
  }

  /** Everything passes again. */
  public void mend() {
    links.values().forEach(all -> all.forEach(Link::mend));
  }

  @Override
  public void close() {
    links.values().forEach(all -> all.forEach(Link::close));
  }

  private void open(String part, int... ports) {
    links.put(part, Arrays.stream(ports).mapToObj(Link::new).toList());
  }

  private Gateway gateway(int number) {
    List<Link> both = to("gateway-" + number);
    return new Gateway(both.getFirst().port(), both.getLast().port());
  }
}
