package chat.ops.check.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  @Test
  void theSameSeedPlansTheSameFaults() {
    assertEquals(plan(5), plan(5));
    assertNotEquals(plan(5), plan(6));
  }

  @Test
  void everyKindAndEveryPartComes() {
    List<Fault> faults = plan(1);
    assertEquals(
        EnumSet.allOf(Fault.Kind.class),
        faults.stream().map(Fault::kind).collect(Collectors.toSet()));
    assertEquals(
        Set.of(
            "gateway-1",
            "gateway-2",
            "user",
            "social",
            "message",
            "message-2",
            "kafka",
            "redis",
            "mariadb"),
        faults.stream().map(Fault::part).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<Fault> plan(long seed) {
    var plan = new FaultPlan(new SplittableRandom(seed));
    return Stream.generate(plan::next).limit(1_000).toList();
  }
}
