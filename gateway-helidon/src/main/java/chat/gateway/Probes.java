package chat.gateway;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the health endpoints say: started and alive as soon as they can be asked, ready while every
 * part behind the transport is well and nobody has asked the process to end. Thread-safe.
 */
public final class Probes {
  private final Readiness readiness;
  private volatile boolean stopping;

  /** Probes that look at these parts. */
  public Probes(Readiness readiness) {
    this.readiness = readiness;
  }

  /** From now on this gateway is not ready. */
  public void stopping() {
    stopping = true;
  }

  /** One check per part. */
  public List<HealthCheck> checks() {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new Check("started", HealthCheckType.STARTUP, Optional::empty));
    checks.add(new Check("alive", HealthCheckType.LIVENESS, Optional::empty));
    checks.add(new Check("stays", HealthCheckType.READINESS, this::whyStopping));
    readiness
        .parts()
        .forEach((name, part) -> checks.add(new Check(name, HealthCheckType.READINESS, part)));
    return List.copyOf(checks);
  }

  private Optional<String> whyStopping() {
    return stopping ? Optional.of("it is being stopped") : Optional.empty();
  }

  /** A check that is well while it has no trouble to tell of. */
  private record Check(String name, HealthCheckType type, Supplier<Optional<String>> trouble)
      implements HealthCheck {

    @Override
    public String path() {
      return name;
    }

    @Override
    public HealthCheckResponse call() {
      Optional<String> why = trouble.get();
      return new Response(
          why.isEmpty() ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
          why.<Map<String, Object>>map(text -> Map.of("why", text)).orElse(Map.of()));
    }
  }

  private record Response(Status status, Map<String, Object> details)
      implements HealthCheckResponse {}
}
