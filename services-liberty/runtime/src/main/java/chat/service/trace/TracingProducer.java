package chat.service.trace;

import chat.trace.TraceSettings;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives a WAR its one {@link Tracing}, over the container's tracer. */
@ApplicationScoped
class TracingProducer {
  @Inject private Tracer tracer;

  @Inject
  @ConfigProperty(name = "otel.sdk.disabled", defaultValue = "true")
  private boolean disabled;

  @Inject
  @ConfigProperty(name = TraceSettings.SLOW, defaultValue = TraceSettings.DEFAULT_SLOW)
  private Duration slow;

  @Produces
  @Singleton
  Tracing tracing() {
    return new Tracing(tracer, !disabled, slow);
  }
}
