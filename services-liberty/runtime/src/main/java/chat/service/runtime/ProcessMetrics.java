package chat.service.runtime;

import chat.process.ProcessFigures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Shows the figures of the process, from the start of the application; of several WARs in one
 * server the first does. They are gauges: a counter of MicroProfile has no fractions.
 */
@ApplicationScoped
class ProcessMetrics {
  @Inject private MetricRegistry registry;

  // The registry holds them weakly.
  private final List<ProcessFigures.Figure> figures = new ProcessFigures().all();

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (ProcessFigures.Figure figure : figures) {
      Metadata named =
          Metadata.builder().withName(figure.name()).withDescription(figure.meaning()).build();
      registry.gauge(named, figure, each -> each.value().getAsDouble());
    }
  }
}
