package chat.gateway.session;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;

/** Counts what is done instead of what a service that is away would have done. Thread-safe. */
public final class Fallbacks {
  private final Counter emptyLists;
  private final Counter uncheckedTokens;

  /** Counters of this registry. */
  public Fallbacks(MeterRegistry registry) {
    emptyLists = counter(registry, "lists");
    uncheckedTokens = counter(registry, "token_check");
  }

  /** A login was answered without the lists of friends and groups. */
  void emptyLists() {
    emptyLists.increment();
  }

  /** A token was accepted for its signature, though its session may have been ended. */
  void uncheckedToken() {
    uncheckedTokens.increment();
  }

  private static Counter counter(MeterRegistry registry, String insteadOf) {
    return registry.getOrCreate(
        Counter.builder("chat_gateway_fallbacks")
            .tags(List.of(Tag.create("instead_of", insteadOf))));
  }
}
