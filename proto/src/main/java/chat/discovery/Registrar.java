package chat.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.kiwiproject.consul.AgentClient;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.model.agent.ImmutableRegCheck;
import org.kiwiproject.consul.model.agent.ImmutableRegistration;

/**
 * Keeps one part registered with Consul, also when Consul was away or has forgotten everything. It
 * has no thread: whoever owns it calls {@link #tick} every {@link #PERIOD}, and {@link #close}
 * before the part stops taking calls. Thread-safe.
 */
public final class Registrar implements AutoCloseable {
  /** How often Consul is asked whether it still knows. */
  public static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = System.getLogger(Registrar.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String CHECKED_EVERY = "2s";
  private static final String CHECK_TIMEOUT = "5s";
  // The shortest that Consul takes.
  private static final String FORGOTTEN_AFTER = "1m";

  private final Registration registration;
  private final Consul consul;
  private final AgentClient agent;
  // All guarded by this.
  private boolean registered;
  private boolean away;
  private boolean closed;

  /** Does nothing yet. */
  public Registrar(ConsulAddress consul, Registration registration) {
    this.registration = registration;
    this.consul = consul.client(PATIENCE);
    this.agent = this.consul.agentClient();
  }

  /**
   * Registers if Consul does not know the part, or this one has not registered yet. Blocks for some
   * seconds at most, and never fails: a Consul that is away is asked again the next time.
   */
  public synchronized void tick() {
    if (closed) {
      return;
    }
    try {
      if (!registered || !agent.isRegistered(registration.id())) {
        register();
      }
      away = false;
    } catch (RuntimeException e) {
      // Also what the library makes of an answer that is none.
      LOG.log(
          away ? Level.DEBUG : Level.WARNING,
          "Consul is away, cannot register {0}: {1}",
          registration.id(),
          e.getMessage());
      away = true;
    }
  }

  /** Takes the part out of Consul, within seconds; if Consul is away, its check will do that. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (registered) {
        agent.deregister(registration.id());
        LOG.log(Level.INFO, "deregistered {0}", registration.id());
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Consul is away, cannot deregister " + registration.id(), e);
    } finally {
      consul.destroy();
    }
  }

  // It takes calls already: passing from the start, and Consul's check finds out if that is wrong.
  private void register() {
    var check =
        ImmutableRegCheck.builder()
            .http(registration.probeUrl())
            .interval(CHECKED_EVERY)
            .timeout(CHECK_TIMEOUT)
            .deregisterCriticalServiceAfter(FORGOTTEN_AFTER)
            .status("passing")
            .build();
    var service =
        ImmutableRegistration.builder()
            .id(registration.id())
            .name(registration.service())
            .address(registration.address())
            .port(registration.port())
            .tags(registration.tags())
            .meta(registration.metadata())
            .check(check)
            .build();
    agent.register(service);
    registered = true;
    LOG.log(Level.INFO, "registered {0} with Consul", registration.id());
  }
}
