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
 * @param environment more settings for the services and the gateways; they win over the stack's own
 */
public record StackOptions(
    Path data, int portOffset, int gateways, boolean split, Map<String, String> environment) {

  /** Checks the numbers and makes the path absolute. */
  public StackOptions {
    data = data.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    new Ports(portOffset);
    if (gateways < 1 || gateways > Ports.MOST_GATEWAYS) {
      throw new IllegalArgumentException(
          "--gateways must be 1 to " + Ports.MOST_GATEWAYS + ", not " + gateways);
    }
  }

  /** The ports that follow from the offset. */
  public Ports ports() {
    return new Ports(portOffset);
  }
}
