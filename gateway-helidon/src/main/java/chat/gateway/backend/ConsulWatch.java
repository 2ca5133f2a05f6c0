package chat.gateway.backend;

import chat.discovery.ConsulAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.HealthClient;
import org.kiwiproject.consul.model.ConsulResponse;
import org.kiwiproject.consul.model.health.ServiceHealth;
import org.kiwiproject.consul.option.QueryOptions;

/**
 * The healthy instances that Consul knows of a service. Asks in a way that is answered when
 * something changes (a blocking query), on a virtual thread of its own.
 *
 * <p>Fails open: while Consul is away, what it said last holds. A Consul that is back may have
 * forgotten who registered, and hears of it again within seconds: for so long nobody is taken for
 * gone. That it was away is seen by what failed, or, where it was too short, by an index that goes
 * back; until it answers, {@value #WAIT_SECONDS} s at most, nothing new is heard. An answer without
 * any instance changes nothing; connections tell who is really there.
 */
final class ConsulWatch implements Discovery {
  private static final Logger LOGGER = System.getLogger(ConsulWatch.class.getName());
  private static final int WAIT_SECONDS = 10;
  private static final int WAIT_SECONDS_WHILE_SETTLING = 1;
  // Consul adds up to a sixteenth to the time it is told to wait.
  private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 10L);
  // Longer than registered parts take to register again.
  private static final Duration SETTLING = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(500);

  private final String service;
  private final Consul consul;
  private final Consumer<List<Endpoint>> found;
  private final Thread thread;
  private volatile boolean closed;

  // Used by the thread only.
  private BigInteger index = BigInteger.ZERO;
  private List<Endpoint> known = List.of();
  private boolean away;
  private long settledAtNanos = System.nanoTime();

  private ConsulWatch(ConsulAddress address, String service, Consumer<List<Endpoint>> found) {
    this.service = service;
    this.consul = address.client(PATIENCE);
    this.found = found;
    this.thread = Thread.ofVirtual().name("consul-" + service).unstarted(this::run);
  }

  /** Starts asking; does not wait for the first answer. */
  static ConsulWatch start(ConsulAddress address, String service, Consumer<List<Endpoint>> found) {
    var watch = new ConsulWatch(address, service, found);
    watch.thread.start();
    return watch;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consul.destroy();
  }

  private void run() {
    HealthClient health = consul.healthClient();
    try {
      while (!closed) {
        Thread.sleep(ask(health));
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for an answer, or for news; returns the pause before the next time. */
  private Duration ask(HealthClient health) {
    try {
      int wait = isSettling() ? WAIT_SECONDS_WHILE_SETTLING : WAIT_SECONDS;
      heard(
          health.getHealthyServiceInstances(
              service, QueryOptions.blockSeconds(wait, index).build()));
      return PAUSE;
    } catch (RuntimeException e) {
      // Also what the library makes of an answer that is none.
      failed(e);
      return PAUSE_WHILE_AWAY.plusMillis(
          ThreadLocalRandom.current().nextLong(PAUSE_WHILE_AWAY.toMillis()));
    }
  }

  private void heard(ConsulResponse<List<ServiceHealth>> answer) {
    boolean anew = answer.getIndex().compareTo(index) < 0;
    index = anew ? BigInteger.ZERO : answer.getIndex();
    if (away || anew) {
      away = false;
      settledAtNanos = System.nanoTime() + SETTLING.toNanos();
      LOGGER.log(Level.INFO, "Consul is back, for {0}", service);
    }
    Set<Endpoint> now = new LinkedHashSet<>();
    answer.getResponse().stream()
        .filter(ConsulWatch::isCallable)
        .forEach(instance -> now.add(endpoint(instance)));
    if (isSettling()) {
      now.addAll(known);
    }
    if (now.isEmpty()) {
      LOGGER.log(Level.WARNING, "Consul knows no healthy {0}, going on with {1}", service, known);
    } else if (!now.equals(Set.copyOf(known))) {
      known = List.copyOf(now);
      found.accept(known);
    }
  }

  private void failed(RuntimeException e) {
    if (!closed) {
      LOGGER.log(
          away ? Level.DEBUG : Level.WARNING,
          "Consul is away, going on with {0} at {1}: {2}",
          service,
          known,
          e.getMessage());
    }
    away = true;
    index = BigInteger.ZERO;
  }

  private boolean isSettling() {
    return System.nanoTime() - settledAtNanos < 0;
  }

  // Others can register under the same name, with or without a port.
  private static boolean isCallable(ServiceHealth instance) {
    int port = instance.getService().getPort();
    return port > 0 && port <= 65_535;
  }

  private static Endpoint endpoint(ServiceHealth instance) {
    String own = instance.getService().getAddress();
    return new Endpoint(
        own.isEmpty() ? instance.getNode().getAddress() : own, instance.getService().getPort());
  }
}
