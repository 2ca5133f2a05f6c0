package chat.gateway.session;

import chat.gateway.dialect.Timestamps;
import chat.gateway.trace.RecordedSpans;
import chat.gateway.trace.Tracing;
import chat.gateway.transport.Listeners;
import chat.gateway.transport.TransportSettings;
import io.helidon.metrics.api.Metrics;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** The same with ports. */
abstract class HttpRig extends SessionRig {
  final Listeners listeners;
  final HttpClient http = HttpClient.newHttpClient();

  HttpRig(Duration loginTimeout, Duration webSocketTimeout) throws Exception {
    this(loginTimeout, webSocketTimeout, spans -> Tracing.off());
  }

  HttpRig(
      Duration loginTimeout, Duration webSocketTimeout, Function<RecordedSpans, Tracing> tracing)
      throws Exception {
    super(Duration.ofSeconds(10), tracing);
    listeners =
        Listeners.start(
            new TransportSettings(
                "127.0.0.1",
                0,
                0,
                0,
                false,
                Optional.empty(),
                2_000,
                20,
                65_536,
                4,
                Duration.ZERO,
                loginTimeout,
                webSocketTimeout),
            new Timestamps(ZoneId.of("UTC")),
            factory,
            requests,
            admin,
            new FileRequests(services.backend().message()),
            tokens,
            this.tracing,
            List.of(),
            Metrics.globalRegistry());
  }

  @AfterEach
  final void stop() {
    http.shutdownNow();
    listeners.close();
  }
}
