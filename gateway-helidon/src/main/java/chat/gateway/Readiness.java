package chat.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether this gateway can serve, part by part. Asked by the probes, from any thread.
 *
 * @param parts by name; each says nothing where it is well, and else one sentence why not
 * @param hints by name, those that it can do without: whether they are away. None of all these may
 *     wait for anything.
 */
public record Readiness(
    Map<String, Supplier<Optional<String>>> parts, Map<String, BooleanSupplier> hints) {

  public Readiness {
    parts = Map.copyOf(parts);
    hints = Map.copyOf(hints);
  }

  /** Whether every part is well. */
  public boolean ready() {
    return parts.values().stream().allMatch(part -> part.get().isEmpty());
  }
}
