package chat.proto;

/**
 * Where pushes go: gateways claim a partition of the Kafka topic and note in Redis which of them
 * holds which user; the services read that. Everything under these names may vanish at any time:
 * gateways write it again, and services that find nothing push to every live partition.
 */
public final class PushRoutes {
  /** The Kafka topic. */
  public static final String TOPIC = "chat.push";

  /** Partitions of the topic, and so the most gateways at one time. */
  public static final int PARTITIONS = 16;

  private static final String ROUTE = "chat:route:";

  private PushRoutes() {}

  /**
   * A text key with a time to live: the gateway that reads the partition, as {@code
   * gatewayId:epoch}. A partition without the key has no reader.
   */
  public static String claimKey(int partition) {
    return "chat:partition:" + partition;
  }

  /**
   * A hash with a time to live: field = partition in decimal, value = the epoch of the gateway's
   * claim. A user without the key is offline.
   */
  public static String routeKey(int userId) {
    return ROUTE + userId;
  }

  /** A pattern that all {@link #routeKey} match, and nothing else. */
  public static String routeKeys() {
    return ROUTE + "*";
  }

  /** The user of a {@link #routeKey}. */
  public static int userOf(String routeKey) {
    return Integer.parseInt(routeKey.substring(ROUTE.length()));
  }
}
