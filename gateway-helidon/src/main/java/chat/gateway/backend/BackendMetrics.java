package chat.gateway.backend;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What is counted of the calls to each service. The only label is the service. */
final class BackendMetrics {
  private final MeterRegistry registry;

  BackendMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows this service's from now on. */
  void show(Service service) {
    gauge("chat_gateway_calls_running", service, each -> each.load().concurrentExecutions());
    gauge("chat_gateway_calls_waiting", service, each -> each.load().waitingQueueSize());
    counter("chat_gateway_calls_refused", service, each -> each.load().callsRejected());
    counter("chat_gateway_calls_repeated", service, Service::repeats);
    gauge("chat_gateway_instances", service, each -> each.instances().all().size());
    gauge("chat_gateway_instances_ejected", service, each -> each.instances().ejected());
    counter("chat_gateway_ejections", service, each -> each.instances().ejections());
  }

  /** Shows these streams' from now on. */
  void show(MessageStreams streams) {
    registry.getOrCreate(
        FunctionalCounter.builder(
            "chat_gateway_messages_repeated", streams, MessageStreams::repeats));
    registry.getOrCreate(
        Gauge.builder("chat_gateway_unanswered_messages", streams::unanswered)
            .description("Messages handed to the message service that have no answer yet."));
    registry.getOrCreate(
        Gauge.builder("chat_gateway_message_streams_up", () -> streams.route().up().size())
            .description("Streams to the message service that messages can be sent on."));
  }

  private void gauge(String name, Service service, ToLongFunction<Service> value) {
    registry.getOrCreate(
        Gauge.builder(name, () -> value.applyAsLong(service)).tags(labels(service)));
  }

  private void counter(String name, Service service, Function<Service, Long> value) {
    registry.getOrCreate(FunctionalCounter.builder(name, service, value).tags(labels(service)));
  }

  private static List<Tag> labels(Service service) {
    return List.of(Tag.create("service", service.name()));
  }
}
