package chat.gateway.control;

import chat.gateway.session.Sessions;
import chat.gateway.session.Tokens;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcConfig;
import io.helidon.webserver.grpc.GrpcProtocolSelector;
import io.helidon.webserver.grpc.GrpcReflectionFeature;
import io.helidon.webserver.grpc.GrpcRouting;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import java.time.Duration;

/**
 * The port for operators: gRPC without TLS, with server reflection, for administrators' tokens
 * only. A server of its own, so that no client's connection has to do with it.
 */
public final class ControlServer implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_CALLS_PER_CONNECTION = 16;

  /** Longer than the longest drain, whose caller hears nothing until its end. */
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(15);

  private final WebServer server;

  private ControlServer(WebServer server) {
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @throws java.io.UncheckedIOException when it is taken
   */
  public static ControlServer start(
      ControlSettings settings,
      Tokens tokens,
      Sessions sessions,
      Drainer drainer,
      MeterRegistry meters) {
    var grpc =
        Http2ConnectionSelector.builder()
            .http2Config(
                Http2Config.builder().maxConcurrentStreams(MAX_CALLS_PER_CONNECTION).build())
            .addSubProtocolSelector(
                new MessageLimit(GrpcProtocolSelector.create(GrpcConfig.create())))
            .build();
    // An interceptor counts for the services that come after it.
    var routing =
        GrpcRouting.builder()
            .intercept(new AdminInterceptor(tokens, new ControlMetrics(meters)))
            .service(new ControlService(sessions, drainer));
    return new ControlServer(
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addFeature(GrpcReflectionFeature.create(it -> it.enabled(true)))
            .addConnectionSelector(grpc)
            .addRouting(routing)
            .host(settings.host())
            .port(settings.port())
            .maxTcpConnections(MAX_CONNECTIONS)
            .idleConnectionTimeout(IDLE_TIMEOUT)
            .build()
            .start());
  }

  /** The port that was opened. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
