package chat.ops.check.fault;

import chat.ops.check.fault.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which faults come, drawn from a seed. Each kind has a weight: what takes long to be well again
 * comes seldom, or nothing would be up most of the time. Used by one thread.
 */
final class FaultPlan {
  private final RandomGenerator random;
  private final List<Choice> choices = new ArrayList<>();

  /** A kind of fault at one part, with its weight and its shortest and longest time. */
  private record Choice(Kind kind, String part, int weight, long minMillis, long maxMillis) {}

  /**
   * A plan.
   *
   * @param consul whether there is one that faults may strike
   */
  FaultPlan(RandomGenerator random, boolean consul) {
    this.random = random;
    add(Kind.KILL, Parts.SERVICES, 2, 0, 3_000);
    add(Kind.KILL, Parts.GATEWAYS, 8, 0, 3_000);
    add(Kind.KILL, Parts.STORES, 8, 0, 4_000);
    add(Kind.RESTART, Parts.SERVICES, 1, 0, 0);
    add(Kind.RESTART, Parts.GATEWAYS, 4, 0, 0);
    add(Kind.RESTART, Parts.STORES, 4, 0, 0);
    add(Kind.FREEZE, Parts.SERVICES, 6, 500, 8_000);
    add(Kind.FREEZE, Parts.GATEWAYS, 5, 500, 8_000);
    add(Kind.FREEZE, Parts.STORES, 5, 500, 8_000);
    for (List<String> all : List.of(Parts.SERVICES, Parts.GATEWAYS, Parts.STORES)) {
      add(Kind.CUT, all, 5, 0, 3_000);
      add(Kind.STALL, all, 4, 500, 7_000);
      add(Kind.SLOW, all, 3, 2_000, 6_000);
    }
    add(Kind.CUT, Parts.WAYS, 2, 500, 6_000);
    add(Kind.STALL, Parts.WAYS, 2, 500, 7_000);
    add(Kind.EMPTY, List.of(Parts.REDIS), 12, 0, 0);
    add(Kind.KILL_BEFORE_ACK, Parts.MESSAGE, 3, 300, 1_000);
    add(Kind.KILL_BEFORE_PUBLISH, Parts.MESSAGE, 3, 500, 2_000);
    add(Kind.KILL_IN_TAKEOVER, List.of(Parts.MESSAGE.getFirst()), 3, 0, 0);
    if (consul) {
      List<String> only = List.of(Parts.CONSUL);
      add(Kind.KILL, only, 12, 0, 10_000);
      add(Kind.RESTART, only, 8, 0, 0);
      add(Kind.FREEZE, only, 12, 500, 10_000);
    }
    add(Kind.DISK_FULL, List.of(Parts.MARIADB), 6, 3_000, 8_000);
  }

  /** The next fault. */
  Fault next() {
    int dice = random.nextInt(choices.stream().mapToInt(Choice::weight).sum());
    for (Choice choice : choices) {
      dice -= choice.weight();
      if (dice < 0) {
        long millis = random.nextLong(choice.minMillis(), choice.maxMillis() + 1);
        return new Fault(choice.kind(), choice.part(), Duration.ofMillis(millis));
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }

  /** How long to wait before the fault after it: {@code mean} on average. */
  Duration pause(Duration mean) {
    return Duration.ofMillis(mean.toMillis() / 2 + random.nextLong(mean.toMillis()));
  }

  private void add(Kind kind, List<String> parts, int weight, long minMillis, long maxMillis) {
    parts.forEach(part -> choices.add(new Choice(kind, part, weight, minMillis, maxMillis)));
  }
}
