package chat.ops.check.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
    Set<String> all = new TreeSet<>(Parts.WAYS);
    all.addAll(Parts.SERVICES);
    all.addAll(Parts.GATEWAYS);
    all.addAll(Parts.STORES);
    assertEquals(all, faults.stream().map(Fault::part).collect(Collectors.toSet()));
    assertTrue(all.contains("message-2>mariadb") && all.contains("gateway-1>message"));
  }

  @Test
  void consulIsStruckOnlyWhereThereIsOne() {
    assertTrue(plan(1).stream().noneMatch(fault -> fault.part().equals(Parts.CONSUL)));
    assertEquals(
        Set.of(Fault.Kind.KILL, Fault.Kind.RESTART, Fault.Kind.FREEZE),
        plan(1, true).stream()
            .filter(fault -> fault.part().equals(Parts.CONSUL))
            .map(Fault::kind)
            .collect(Collectors.toSet()));
  }

  @Test
  void aFaultOnAWayNeedsBothEnds() {
    var fault = new Fault(Fault.Kind.CUT, "message-2>mariadb", Duration.ZERO);
    assertEquals(Set.of("message-2", "mariadb"), fault.parts());
  }

  private static List<Fault> plan(long seed) {
    return plan(seed, false);
  }

  private static List<Fault> plan(long seed, boolean consul) {
    var plan = new FaultPlan(new SplittableRandom(seed), consul);
    return Stream.generate(plan::next).limit(1_000).toList();
  }
}
