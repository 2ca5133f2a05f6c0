package chat.gateway.backend;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Metrics;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.stream.Stream;

/** What the process shows under a name, of a service where one is given. */
final class ShownMetrics {
  private final MeterRegistry registry = Metrics.globalRegistry();

  /** What was shown before is forgotten: the first to have a name would keep it. */
  ShownMetrics() {
    registry.meters().stream().filter(ShownMetrics::isAsked).toList().forEach(registry::remove);
  }

  MeterRegistry registry() {
    return registry;
  }

  long gauge(String name, String... service) {
    return registry.meter(Gauge.class, name, tags(service)).orElseThrow().value().longValue();
  }

  long counter(String name, String... service) {
    return registry.meter(FunctionalCounter.class, name, tags(service)).orElseThrow().count();
  }

  private static boolean isAsked(Meter meter) {
    return meter instanceof Gauge || meter instanceof FunctionalCounter;
  }

  private static List<Tag> tags(String... service) {
    return Stream.of(service).map(name -> Tag.create("service", name)).toList();
  }
}
