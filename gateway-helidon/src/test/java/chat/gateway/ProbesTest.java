package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckResponse.Status;
import io.helidon.health.HealthCheckType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean away;
  private final Probes probes =
      new Probes(new Readiness(Map.of("user-service", () -> trouble), Map.of("redis", () -> away)));

  @Test
  void everyQuestionHasAnAnswer() {
    Map<HealthCheckType, Set<String>> names =
        probes.checks().stream()
            .collect(
                Collectors.groupingBy(
                    HealthCheck::type, Collectors.mapping(HealthCheck::name, Collectors.toSet())));
    assertEquals(
        Map.of(
            HealthCheckType.STARTUP,
            Set.of("started"),
            HealthCheckType.LIVENESS,
            Set.of("alive"),
            HealthCheckType.READINESS,
            Set.of("stays", "user-service", "hints")),
        names);
  }

  @Test
  void aPartThatIsNotWellSaysWhy() {
    assertEquals(Status.UP, answer("user-service").status());
    trouble = Optional.of("it cannot be reached");
    assertEquals(Status.DOWN, answer("user-service").status());
    assertEquals(Map.of("why", "it cannot be reached"), answer("user-service").details());
  }

  @Test
  void whatCanBeDoneWithoutIsToldAndFailsNothing() {
    assertEquals(Map.of("redis", "there"), answer("hints").details());
    away = true;
    assertEquals(Status.UP, answer("hints").status());
    assertEquals(Map.of("redis", "away"), answer("hints").details());
  }

  private HealthCheckResponse answer(String name) {
    return probes.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .call();
  }
}
