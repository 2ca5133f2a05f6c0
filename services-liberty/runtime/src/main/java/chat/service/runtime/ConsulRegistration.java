package chat.service.runtime;

import chat.discovery.ConsulAddress;
import chat.discovery.Registrar;
import chat.discovery.Registration;
import chat.discovery.ServiceNames;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells Consul, where there is one, that this instance takes calls. {@link GrpcServer} begins it
 * when it serves, and ends it before it stops serving; if the container destroys this bean first,
 * it ends by itself.
 */
@ApplicationScoped
class ConsulRegistration {
  private static final List<String> TAGS = List.of("grpc");

  @Resource private ManagedScheduledExecutorService scheduler;

  @Inject
  @ConfigProperty(name = "CONSUL_URL")
  private Optional<String> url;

  @Inject
  @ConfigProperty(name = "CONSUL_TOKEN")
  private Optional<String> token;

  @Inject
  @ConfigProperty(name = "ADVERTISE_HOST")
  private Optional<String> advertiseHost;

  @Inject
  @ConfigProperty(name = "chat.http.port")
  private int httpPort;

  // Guarded by this.
  private Optional<Registrar> registrar = Optional.empty();
  private Optional<Future<?>> ticks = Optional.empty();

  /**
   * Registers and goes on seeing to it, on a thread of the container.
   *
   * @param port on which gRPC is served
   * @throws IllegalArgumentException when CONSUL_URL is no address
   */
  synchronized void begin(ServiceSettings service, int port) {
    ConsulAddress.parse(url.orElse(""), token.orElse(""))
        .ifPresent(
            consul -> {
              var keeper = new Registrar(consul, registration(service, port, consul));
              registrar = Optional.of(keeper);
              ticks =
                  Optional.of(
                      scheduler.scheduleWithFixedDelay(
                          keeper::tick, 0, Registrar.PERIOD.toMillis(), TimeUnit.MILLISECONDS));
            });
  }

  /** Takes this instance out of Consul, within seconds. Again: no effect. */
  @PreDestroy
  synchronized void end() {
    ticks.ifPresent(future -> future.cancel(false));
    registrar.ifPresent(Registrar::close);
  }

  private Registration registration(ServiceSettings service, int port, ConsulAddress consul) {
    return new Registration(
        ServiceNames.of(service.name()),
        Registration.reachableAddress(advertiseHost.orElse(""), service.grpcHost(), consul),
        port,
        httpPort,
        service.version(),
        TAGS);
  }
}
