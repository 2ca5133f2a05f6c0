package chat.ops.check.fault;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The parts of the system under check, by the names that they have in the local stack. */
public final class Parts {
  /** Of them there are two, so that each may be away alone. */
  public static final List<String> MESSAGE = List.of("message", "message-2");

  /** Where clients connect. */
  public static final List<String> GATEWAYS = List.of("gateway-1", "gateway-2");

  static final String KAFKA = "kafka";
  static final String REDIS = "redis";
  static final String MARIADB = "mariadb";
  static final String CONSUL = "consul";

  /** The Liberty servers. */
  public static final List<String> SERVICES = List.of("user", "social", "message", "message-2");

  /** What the others keep things in. */
  static final List<String> STORES = List.of(KAFKA, REDIS, MARIADB);

  /**
   * The ways from one part to another, such as {@code message>mariadb}. Those to Kafka are one, as
   * it tells all its clients the same address.
   */
  static final List<String> WAYS =
      Stream.of(
              ways(SERVICES, List.of(MARIADB)),
              ways(List.of("social", "message", "message-2"), List.of(REDIS)),
              ways(GATEWAYS, List.of(REDIS)),
              ways(GATEWAYS, SERVICES))
          .flatMap(Collection::stream)
          .toList();

  private static final String ARROW = ">";

  private Parts() {}

  /** The part that a way leads to; a part is its own. */
  static String target(String wayOrPart) {
    return wayOrPart.substring(wayOrPart.indexOf(ARROW) + 1);
  }

  /** The two parts of a way; a part is alone. */
  static List<String> ends(String wayOrPart) {
    return List.of(wayOrPart.split(ARROW));
  }

  /** The other message service. */
  static String otherMessage(String part) {
    return part.equals(MESSAGE.getFirst()) ? MESSAGE.getLast() : MESSAGE.getFirst();
  }

  private static List<String> ways(List<String> from, List<String> to) {
    return from.stream().flatMap(caller -> to.stream().map(part -> caller + ARROW + part)).toList();
  }
}
