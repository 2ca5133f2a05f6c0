package chat.gateway.transport;

import chat.gateway.dialect.Timestamps;
import chat.gateway.dialect.WebMessages;
import chat.gateway.session.AdminRequests;
import chat.gateway.session.FileRequests;
import chat.gateway.session.LimitHits;
import chat.gateway.session.Requests;
import chat.gateway.session.SessionFactory;
import chat.gateway.session.Tokens;
import chat.gateway.trace.Tracing;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.health.HealthCheck;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/**
 * The ports of a gateway: raw TCP, HTTP with WebSocket, both again over TLS where there is a
 * certificate, and probes with metrics on a port of their own. Closing stops everything at once;
 * drain the sessions first.
 */
public final class Listeners implements AutoCloseable {
  private static final String TCP = "tcp";
  private static final String HTTP = WebServer.DEFAULT_SOCKET_NAME;
  private static final String TLS_TCP = "tls-tcp";
  private static final String TLS_HTTP = "tls-http";
  private static final String ADMIN = "admin";

  /** How often idle connections are looked for, and so how late they may be found. */
  private static final Duration IDLE_PERIOD = Duration.ofSeconds(2);

  /**
   * When the kernel asks the kernel of a silent peer for a sign of life, which needs nothing of the
   * client: one that is gone is found after 60 s.
   */
  private static final int KEEPALIVE_IDLE_SECONDS = 30;

  private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
  private static final int KEEPALIVE_COUNT = 3;

  private static final int PINGS_PER_TIMEOUT = 3;

  private final WebSocketPings pings;
  private final Transfers transfers;
  private final WebServer server;

  private Listeners(WebSocketPings pings, Transfers transfers, WebServer server) {
    this.pings = pings;
    this.transfers = transfers;
    this.server = server;
  }

  /**
   * Opens all ports.
   *
   * @param timestamps of the server's zone
   * @param files the message service's
   * @param checks for the probes
   * @param meters where limits that are hit are counted, and the certificate's end is shown
   * @throws java.io.UncheckedIOException when a port is taken
   */
  public static Listeners start(
      TransportSettings settings,
      Timestamps timestamps,
      SessionFactory sessions,
      Requests requests,
      AdminRequests admin,
      FileRequests files,
      Tokens tokens,
      Tracing tracing,
      List<HealthCheck> checks,
      MeterRegistry meters) {
    var limits = new LimitHits(meters);
    var transport =
        new Transport(
            settings,
            new Dialects(timestamps),
            new AddressLimit(
                settings.connectionsPerAddress(),
                () -> limits.hit(LimitHits.Limit.CONNECTIONS_PER_ADDRESS)),
            sessions,
            requests,
            tokens,
            tracing);
    var pings = new WebSocketPings(settings.webSocketTimeout().dividedBy(PINGS_PER_TIMEOUT));
    var tcp = new TcpSelector(transport);
    var http =
        new HttpSelector(
            Http1ConnectionSelector.builder()
                .config(Http1Config.create())
                .addUpgrader(new WebSocketUpgrader(transport, pings))
                .build(),
            transport.addresses());
    var calls = new RestCalls(tokens, tracing);
    var api = new RestApi(requests, calls, new RestWriter(new WebMessages(timestamps)));
    var transfers = new Transfers(settings.transfers(), limits, System::nanoTime);
    Consumer<HttpRouting.Builder> web =
        routing -> {
          routing
              .addFilter(new BodyLimit(settings.maxFrameBytes()))
              .register(FilesApi.PATH, new FilesApi(files, calls, transfers))
              .register("/api/admin", new AdminApi(calls, admin))
              .register("/api", api);
          Page.addTo(routing);
        };
    var server =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .addFeature(observe(checks))
            .update(it -> web(it, settings, http))
            .port(settings.httpPort())
            .routing(web)
            .putSocket(
                TCP,
                it -> clients(it, settings, tcp, settings.loginTimeout()).port(settings.tcpPort()))
            .putSocket(
                ADMIN,
                it ->
                    listener(
                            it,
                            settings,
                            Http1ConnectionSelector.builder().config(Http1Config.create()).build(),
                            settings.webSocketTimeout())
                        .port(settings.metricsPort()));
    settings
        .tls()
        .ifPresent(
            tls -> {
              Tls opened = tls(tls, meters);
              server
                  .putSocket(
                      TLS_TCP,
                      it ->
                          clients(it, settings, tcp, settings.loginTimeout())
                              .port(tls.tcpPort())
                              .tls(opened))
                  .putSocket(
                      TLS_HTTP,
                      it -> web(it, settings, http).port(tls.httpPort()).tls(opened).routing(web));
            });
    return new Listeners(pings, transfers, server.build().start());
  }

  /** The port of raw TCP. */
  public int tcpPort() {
    return server.port(TCP);
  }

  /** The port of page, REST and WebSocket. */
  public int httpPort() {
    return server.port(HTTP);
  }

  /** The port of probes and metrics. */
  public int metricsPort() {
    return server.port(ADMIN);
  }

  /** The encrypted port of raw TCP; -1 where there is none. */
  public int tlsTcpPort() {
    return server.hasTls(TLS_TCP) ? server.port(TLS_TCP) : -1;
  }

  /** The encrypted port of page, REST and WebSocket; -1 where there is none. */
  public int tlsHttpPort() {
    return server.hasTls(TLS_HTTP) ? server.port(TLS_HTTP) : -1;
  }

  @Override
  public void close() {
    pings.close();
    server.stop();
    transfers.close();
  }

  /** A port for clients, which may come through a proxy. */
  private static <B extends ListenerConfig.BuilderBase<B, ?>> B clients(
      B builder,
      TransportSettings settings,
      ServerConnectionSelector selector,
      Duration idleTimeout) {
    return listener(builder, settings, selector, idleTimeout)
        .enableProxyProtocol(settings.proxyProtocol());
  }

  /** A port of page, REST and WebSocket, whose bodies {@link BodyLimit} bounds. */
  private static <B extends ListenerConfig.BuilderBase<B, ?>> B web(
      B builder, TransportSettings settings, ServerConnectionSelector selector) {
    return clients(builder, settings, selector, settings.webSocketTimeout()).maxPayloadSize(-1);
  }

  private static <B extends ListenerConfig.BuilderBase<B, ?>> B listener(
      B builder,
      TransportSettings settings,
      ServerConnectionSelector selector,
      Duration idleTimeout) {
    return builder
        .host(settings.host())
        .protocolsDiscoverServices(false)
        .addConnectionSelector(selector)
        .connectionOptions(
            SocketOptions.builder()
                .tcpNoDelay(true)
                .socketKeepAlive(true)
                .putSocketOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS)
                .putSocketOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS)
                .putSocketOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_COUNT)
                .socketSendBufferSize(settings.sendBufferBytes())
                .build())
        .maxPayloadSize(settings.maxFrameBytes())
        .directHandlers(BrokenRequests.handlers())
        .idleConnectionTimeout(idleTimeout)
        .idleConnectionPeriod(IDLE_PERIOD);
  }

  private static ObserveFeature observe(List<HealthCheck> checks) {
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .sockets(List.of(ADMIN))
        .addObserver(
            HealthObserver.builder()
                .endpoint("/health")
                .details(true)
                .useSystemServices(false)
                .addHealthChecks(checks)
                .build())
        .addObserver(MetricsObserver.builder().endpoint("/metrics").build())
        .build();
  }

  private static Tls tls(TransportSettings.TlsSettings settings, MeterRegistry meters) {
    Keys keys =
        Keys.builder()
            .pem(
                pem ->
                    pem.key(Resource.create(settings.privateKey()))
                        .certChain(Resource.create(settings.certificates())))
            .build();
    CertificateExpiry.show(keys.certChain(), meters);
    return Tls.builder()
        .privateKey(keys.privateKey().orElseThrow())
        .privateKeyCertChain(keys.certChain())
        .build();
  }
}
