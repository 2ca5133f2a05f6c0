package chat.gateway;

import chat.gateway.control.ControlServer;
import chat.gateway.dialect.Timestamps;
import chat.gateway.process.PinnedThreads;
import chat.gateway.process.ProcessMetrics;
import chat.gateway.trace.Tracing;
import chat.gateway.transport.Listeners;
import io.helidon.Main;
import io.helidon.logging.common.LogConfig;
import io.helidon.metrics.api.Metrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Security;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a gateway: builds everything in order. */
public final class GatewayMain {
  private GatewayMain() {}

  /**
   * Runs until the process is asked to end, and then ends with exit code 0; with 1 when it cannot
   * start.
   */
  public static void main(String[] arguments) {
    LogConfig.configureRuntime();
    // Addresses of hosts change when instances come and go; the default is to keep them for 30 s.
    Security.setProperty("networkaddress.cache.ttl", "2");
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    Logger logger = System.getLogger(GatewayMain.class.getName());
    try {
      LogLines.use("text");
      start(GatewayConfig.of(System.getenv()), System.getenv());
    } catch (IllegalArgumentException e) {
      logger.log(Level.ERROR, "the gateway cannot start: " + e.getMessage());
      System.exit(1);
    } catch (RuntimeException e) {
      logger.log(Level.ERROR, "the gateway cannot start", e);
      System.exit(1);
    }
  }

  private static void start(GatewayConfig config, Map<String, String> environment) {
    LogLines.use(config.logFormat());
    var tracing = Tracing.start(environment, config.presence().gatewayId(), config.traceSlow());
    ProcessMetrics.show(Metrics.globalRegistry());
    var pinned = PinnedThreads.watch(Metrics.globalRegistry());
    var core =
        GatewayCore.start(
            config.jwtSecret(),
            config.session(),
            config.backend(),
            config.presence(),
            config.delivery(),
            tracing);
    var probes = new Probes(core.readiness());
    var listeners =
        Listeners.start(
            config.transport(),
            new Timestamps(ZoneId.systemDefault()),
            core.sessionFactory(),
            core.requests(),
            core.admin(),
            core.tokens(),
            tracing,
            probes.checks(),
            Metrics.globalRegistry());
    Optional<Announcement> announcement =
        config
            .announcement()
            .map(
                settings ->
                    Announcement.start(
                        settings,
                        config.transport().host(),
                        listeners.httpPort(),
                        listeners.metricsPort()));
    var drain =
        new Drain(
            config.drain(),
            probes,
            () -> announcement.ifPresent(Announcement::close),
            core.sessions());
    var control =
        ControlServer.start(
            config.control(), core.tokens(), core.sessions(), drain, Metrics.globalRegistry());
    Main.addShutdownHandler(
        new Shutdown(
            drain,
            List.of(control, listeners, core, pinned, tracing),
            // A signal would make it 143.
            () -> Runtime.getRuntime().halt(0)));
  }
}
