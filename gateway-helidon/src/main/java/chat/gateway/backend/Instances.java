package chat.gateway.backend;

import io.grpc.ManagedChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The instances of one service that are known now, each with its connection. One that has left gets
 * nothing new at once, and keeps its connection for as long as calls under way may take.
 * Thread-safe.
 */
public final class Instances implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Instances.class.getName());

  private final String service;
  private final Function<Endpoint, ManagedChannel> connect;
  private final Duration linger;
  private final LongAdder ejections = new LongAdder();

  private volatile List<Instance> all = List.of();
  // Guarded by this.
  private final List<Leaving> leaving = new ArrayList<>();
  private Consumer<List<Instance>> follower = instances -> {};
  private boolean closed;

  private record Leaving(Instance instance, long untilNanos) {}

  /**
   * None yet.
   *
   * @param service for logs
   * @param connect makes the channel to an instance, without waiting for its connection
   * @param linger how long the connection of one that has left is kept
   */
  public Instances(String service, Function<Endpoint, ManagedChannel> connect, Duration linger) {
    this.service = service;
    this.connect = connect;
    this.linger = linger;
  }

  /** Those that are known now. */
  List<Instance> all() {
    return all;
  }

  /** How many of them are ejected now. */
  long ejected() {
    return all.stream().filter(Predicate.not(Instance::isFit)).count();
  }

  /** How often one was ejected. */
  long ejections() {
    return ejections.sum();
  }

  /**
   * Tells the list whenever it changes, and now; one call at a time.
   *
   * @param changed must not block
   */
  synchronized void follow(Consumer<List<Instance>> changed) {
    follower = changed;
    changed.accept(all);
  }

  /** From now on there are these; instances that were there before keep their connections. */
  public synchronized void update(List<Endpoint> endpoints) {
    if (closed) {
      return;
    }
    Map<Endpoint, Instance> before =
        all.stream().collect(Collectors.toMap(Instance::endpoint, Function.identity()));
    all =
        endpoints.stream()
            .distinct()
            .map(endpoint -> before.containsKey(endpoint) ? before.get(endpoint) : join(endpoint))
            .toList();
    long untilNanos = System.nanoTime() + linger.toNanos();
    before.values().stream()
        .filter(instance -> !all.contains(instance))
        .forEach(instance -> leaving.add(new Leaving(instance, untilNanos)));
    LOGGER.log(Level.INFO, "instances of the {0} service: {1}", service, endpoints);
    follower.accept(all);
  }

  /** Looks after the connections. Called every second; does not block. */
  synchronized void check() {
    all.forEach(Instance::check);
    long now = System.nanoTime();
    leaving.removeIf(
        one -> {
          boolean over = now - one.untilNanos >= 0;
          if (over) {
            one.instance.close();
          }
          return over;
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    leaving.forEach(one -> one.instance.close());
    all.forEach(Instance::close);
  }

  private Instance join(Endpoint endpoint) {
    Instance instance = new Instance(endpoint, connect.apply(endpoint), ejections::increment);
    instance.check();
    return instance;
  }
}
