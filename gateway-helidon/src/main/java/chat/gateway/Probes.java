package chat.gateway;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the health endpoints say: started and alive as soon as they can be asked, ready while every
 * part behind the transport is well and nobody has asked the process to end; and whether those that
 * the gateway can do without are there. Each answers at once from what is known. Thread-safe.
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
    checks.add(new Hints(readiness.hints()));
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

  /** What is told and changes nothing: the gateway can do without, though pushes are late. */
  private record Hints(Map<String, BooleanSupplier> away) implements HealthCheck {

    @Override
    public String name() {
      return "hints";
    }

    @Override
    public String path() {
      return name();
    }

    @Override
    public HealthCheckType type() {
      return HealthCheckType.READINESS;
    }

    @Override
    public HealthCheckResponse call() {
      Map<String, Object> states = new TreeMap<>();
      away.forEach((name, isAway) -> states.put(name, isAway.getAsBoolean() ? "away" : "there"));
      return new Response(HealthCheckResponse.Status.UP, states);
    }
  }

  private record Response(Status status, Map<String, Object> details)
      implements HealthCheckResponse {}
}
