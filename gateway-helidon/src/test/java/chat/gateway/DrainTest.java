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
  private final Probes probes =
      new Probes(new Readiness(Map.of("part", Optional::empty), Map.of("redis", () -> true)));

  @Test
  void aDrainedGatewayHasLeftAndIsNotReady() throws InterruptedException {
    var settings = new Drain.Settings(Duration.ofSeconds(5), Duration.ofSeconds(1));
    List<Status> whenLeaving = new ArrayList<>();
    Runnable leave = () -> whenLeaving.add(ready());
    assertEquals(Status.UP, ready());
    assertEquals(0, new Drain(settings, probes, leave, new Sessions()).drain());
    assertEquals(Status.DOWN, ready());
    assertEquals(List.of(Status.DOWN), whenLeaving);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    Duration good = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Drain.Settings(Duration.ofMinutes(11), good));
    assertThrows(IllegalArgumentException.class, () -> new Drain.Settings(good, Duration.ZERO));
  }

  private Status ready() {
    return probes.checks().stream()
            .map(HealthCheck::call)
            .allMatch(response -> response.status() == Status.UP)
        ? Status.UP
        : Status.DOWN;
  }
}
