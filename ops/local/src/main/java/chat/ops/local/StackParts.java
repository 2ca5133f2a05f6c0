package chat.ops.local;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parts of a stack.
 *
 * @param consul where the stack has one
 * @param observers what watches the others
 * @param services Liberty servers
 */
record StackParts(
    SupervisedPart mariadb,
    SupervisedPart redis,
    SupervisedPart kafka,
    Optional<SupervisedPart> consul,
    List<SupervisedPart> observers,
    List<SupervisedPart> services,
    List<SupervisedPart> gateways) {

  /** Those that the blueprint asks for; none is started. */
  static StackParts of(Blueprint blueprint, Function<Part, SupervisedPart> supervised) {
    return new StackParts(
        supervised.apply(MariadbPart.of(blueprint)),
        supervised.apply(RedisPart.of(blueprint)),
        supervised.apply(KafkaPart.of(blueprint)),
        blueprint.options().consul()
            ? Optional.of(supervised.apply(ConsulPart.of(blueprint)))
            : Optional.empty(),
        blueprint.observability().parts(blueprint).stream().map(supervised).toList(),
        LibertyPart.of(blueprint).stream().map(supervised).toList(),
        GatewayPart.of(blueprint).stream().map(supervised).toList());
  }

  /** All of them. */
  Stream<SupervisedPart> all() {
    return Stream.of(
            List.of(mariadb, redis, kafka), consul.stream().toList(), observers, services, gateways)
        .flatMap(List::stream);
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  SupervisedPart find(String name) {
    return all()
        .filter(part -> part.part().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No part is called " + name));
  }

  /** Groups, of which each needs those after it; the parts of one group stop at the same time. */
  List<List<SupervisedPart>> inOrderOfStopping() {
    return List.of(
        gateways,
        services,
        Stream.concat(Stream.of(kafka, redis), consul.stream()).toList(),
        Stream.concat(Stream.of(mariadb), observers.stream()).toList());
  }
}
