package chat.gateway.delivery;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;

/**
 * What delivery counts.
 *
 * @param pushed messages handed to sessions' queues
 * @param gaps hints that came after a lost one
 * @param tails conversations whose last hint was lost
 * @param catchUps times a session fetched messages from the message service
 */
public record DeliveryMetrics(Counter pushed, Counter gaps, Counter tails, Counter catchUps) {

  /** The counters of a registry. */
  public static DeliveryMetrics of(MeterRegistry registry) {
    return new DeliveryMetrics(
        registry.getOrCreate(Counter.builder("chat_gateway_messages_pushed")),
        registry.getOrCreate(Counter.builder("chat_gateway_push_gaps")),
        registry.getOrCreate(Counter.builder("chat_gateway_push_lost_tails")),
        registry.getOrCreate(Counter.builder("chat_gateway_catch_ups")));
  }
}
