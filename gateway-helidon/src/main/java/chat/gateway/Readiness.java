package chat.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether this gateway can serve, part by part. Asked by the probes, from any thread.
 *
 * @param parts by name; each says nothing where it is well, and else one sentence why not
 */
public record Readiness(Map<String, Supplier<Optional<String>>> parts) {

  public Readiness {
    parts = Map.copyOf(parts);
  }

  /** Whether every part is well. */
  public boolean ready() {
    return parts.values().stream().allMatch(part -> part.get().isEmpty());
  }
}
