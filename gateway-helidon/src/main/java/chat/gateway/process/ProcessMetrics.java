package chat.gateway.process;

import chat.process.ProcessFigures;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;

/**
 * Shows the figures of this process. They are gauges: a counter of this library has no fractions.
 */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  /** Shows them from now on. */
  public static void show(MeterRegistry meters) {
    for (ProcessFigures.Figure figure : new ProcessFigures().all()) {
      meters.getOrCreate(
          Gauge.builder(figure.name(), () -> figure.value().getAsDouble())
              .description(figure.meaning()));
    }
  }
}
