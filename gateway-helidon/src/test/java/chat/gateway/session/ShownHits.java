package chat.gateway.session;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import java.util.List;

/** How often the process shows that a limit was hit. */
public final class ShownHits {
  private ShownHits() {}

  /** Since the process began. */
  public static long of(String limit) {
    return Metrics.globalRegistry()
        .meter(Counter.class, "chat_gateway_limits_hit", List.of(Tag.create("limit", limit)))
        .map(Counter::count)
        .orElse(0L);
  }
}
