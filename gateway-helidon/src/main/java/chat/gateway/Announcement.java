package chat.gateway;

import chat.discovery.ConsulAddress;
import chat.discovery.Registrar;
import chat.discovery.Registration;
import chat.discovery.ServiceNames;
import java.util.List;
import java.util.Optional;

/** Tells Consul where this gateway is, for as long as it is open. */
final class Announcement implements AutoCloseable {
  private final Registrar registrar;
  private final Ticker ticker;

  private Announcement(ConsulAddress consul, Registration registration) {
    registrar = new Registrar(consul, registration);
    registrar.tick();
    ticker = Ticker.start("registration", Registrar.PERIOD, registrar::tick);
  }

  /**
   * Registers the gateway, waiting some seconds at most.
   *
   * @param settings where Consul is, and what this gateway is called by others
   * @param listening address of the ports
   * @param httpPort that people and proxies use
   * @param probePort for the health check
   */
  static Announcement start(Settings settings, String listening, int httpPort, int probePort) {
    Registration registration =
        new Registration(
            ServiceNames.GATEWAY,
            Registration.reachableAddress(settings.advertiseHost(), listening, settings.consul()),
            httpPort,
            probePort,
            Optional.ofNullable(Announcement.class.getPackage().getImplementationVersion())
                .orElse("unknown"),
            List.of("http", "websocket"));
    return new Announcement(settings.consul(), registration);
  }

  /**
   * Where to announce what.
   *
   * @param advertiseHost the address under which others reach this gateway; empty to find out
   */
  record Settings(ConsulAddress consul, String advertiseHost) {}

  @Override
  public void close() {
    ticker.close();
    registrar.close();
  }
}
