package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.gateway.session.Sessions;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final Drain.Settings SETTINGS =
      new Drain.Settings(Duration.ofSeconds(5), Duration.ofSeconds(1));

  private final List<String> happened = new ArrayList<>();
  private final Probes probes = new Probes(new Readiness(Map.of("part", Optional::empty)));

  @Test
  void everyPartIsClosedInOrderBeforeTheExit() {
    drain(List.of(() -> happened.add("ports " + ready()), () -> happened.add("core"))).shutdown();
    assertEquals(List.of("deregistered DOWN", "ports DOWN", "core", "exit"), happened);
  }

  @Test
  void aPartThatFailsKeepsNobodyFromClosing() {
    AutoCloseable failing =
        () -> {
          throw new IllegalStateException("for the test");
        };
    drain(List.of(failing, () -> happened.add("core"))).shutdown();
    assertEquals(List.of("deregistered DOWN", "core", "exit"), happened);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    Duration good = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Drain.Settings(Duration.ofMinutes(11), good));
    assertThrows(IllegalArgumentException.class, () -> new Drain.Settings(good, Duration.ZERO));
  }

  private Drain drain(List<AutoCloseable> parts) {
    assertEquals(Status.UP, ready());
    return new Drain(
        SETTINGS,
        probes,
        Optional.of(() -> happened.add("deregistered " + ready())),
        new Sessions(),
        parts,
        () -> happened.add("exit"));
  }

  private Status ready() {
    return probes.checks().stream()
            .map(HealthCheck::call)
            .allMatch(response -> response.status() == Status.UP)
        ? Status.UP
        : Status.DOWN;
  }
}
