package chat.ops.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a stack is started with.
 *
 * @param data directory for everything it keeps: databases, secrets, logs; made when missing
 * @param portOffset see {@link Ports}
 * @param gateways how many, 1 to {@value Ports#MOST_GATEWAYS}
 * @param split one Liberty server per service instead of one for all three
 * @param consul with a Consul, where services and gateways register and gateways find services
 * @param observability with a receiver of spans, unless they go elsewhere, and a Prometheus where
 *     one is installed
 * @param instances of each service; more than one only with split
 * @param links ports at which a part reaches another one where that is not its own port: those of
 *     proxies. The keys are both names, "message-2>mariadb"; Kafka, which tells all its clients the
 *     same address, is "kafka" alone. With Consul, gateways reach services at their own ports all
 *     the same.
 * @param environment more settings for the services and the gateways; they win over the stack's own
 */
public record StackOptions(
    Path data,
    int portOffset,
    int gateways,
    boolean split,
    boolean consul,
    boolean observability,
    Instances instances,
    Map<String, Integer> links,
    Map<String, String> environment) {

  /** Checks the numbers and makes the path absolute. */
  public StackOptions {
    data = data.toAbsolutePath().normalize();
    links = Map.copyOf(links);
    environment = Map.copyOf(environment);
    new Ports(portOffset);
    if (gateways < 1 || gateways > Ports.MOST_GATEWAYS) {
      throw new IllegalArgumentException(
          "--gateways must be 1 to " + Ports.MOST_GATEWAYS + ", not " + gateways);
    }
    if (!split && !instances.equals(Instances.ONE)) {
      throw new IllegalArgumentException("only separate services have several: " + instances);
    }
  }

  /** Without observability. */
  public StackOptions(
      Path data,
      int portOffset,
      int gateways,
      boolean split,
      boolean consul,
      Instances instances,
      Map<String, Integer> links,
      Map<String, String> environment) {
    this(data, portOffset, gateways, split, consul, false, instances, links, environment);
  }

  /** Without Consul. */
  public StackOptions(
      Path data,
      int portOffset,
      int gateways,
      boolean split,
      Instances instances,
      Map<String, Integer> links,
      Map<String, String> environment) {
    this(data, portOffset, gateways, split, false, instances, links, environment);
  }

  /** One of each service, no Consul and no proxies. */
  public StackOptions(
      Path data, int portOffset, int gateways, boolean split, Map<String, String> environment) {
    this(data, portOffset, gateways, split, Instances.ONE, Map.of(), environment);
  }

  /** The same with Consul. */
  public StackOptions withConsul() {
    return new StackOptions(
        data, portOffset, gateways, split, true, observability, instances, links, environment);
  }

  /** The same with observability. */
  public StackOptions withObservability() {
    return new StackOptions(
        data, portOffset, gateways, split, consul, true, instances, links, environment);
  }

  /** The ports that follow from the offset. */
  public Ports ports() {
    return new Ports(portOffset);
  }
}
