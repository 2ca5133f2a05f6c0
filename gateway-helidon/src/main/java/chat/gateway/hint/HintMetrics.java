package chat.gateway.hint;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;

/**
 * What hints count.
 *
 * @param receipts handed to sessions' queues
 * @param typings handed to sessions' queues
 * @param slow not handed to a session, because its queue was more than half full
 * @param many not told, because too many waited or too many questions were under way
 * @param away not told, because Redis did not take them
 */
public record HintMetrics(
    Counter receipts, Counter typings, Counter slow, Counter many, Counter away) {

  /** The counters of a registry. */
  public static HintMetrics of(MeterRegistry registry) {
    return new HintMetrics(
        counter(registry, "chat_gateway_hints_pushed", "kind", "receipt"),
        counter(registry, "chat_gateway_hints_pushed", "kind", "typing"),
        counter(registry, "chat_gateway_hints_dropped", "reason", "slow_client"),
        counter(registry, "chat_gateway_hints_dropped", "reason", "too_many"),
        counter(registry, "chat_gateway_hints_dropped", "reason", "redis_away"));
  }

  private static Counter counter(MeterRegistry registry, String name, String tag, String value) {
    return registry.getOrCreate(Counter.builder(name).tags(List.of(Tag.create(tag, value))));
  }
}
