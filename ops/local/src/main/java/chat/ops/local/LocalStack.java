package chat.ops.local;

import chat.schema.Database;
import chat.schema.Migration;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * The whole system as processes of this machine. While it is open, a thread watches the processes
 * and starts again what dies; when this process itself is gone, a watchdog ends them. Methods may
 * be called from any thread; those that start or stop something block until it is done.
 *
 * <p>Parts are called mariadb, redis, kafka, consul, traces, prometheus, services (or user, social,
 * message, message-2 and so on), gateway-1, gateway-2 and so on.
 */
public final class LocalStack implements AutoCloseable {
  private static final long WATCH_MILLIS = 200;

  /**
   * More servers that start together keep each other, and the gateways, from being ready in time.
   */
  private static final int SERVICES_AT_ONCE = 4;

  private final long openedNanos = System.nanoTime();
  private final DataDirectory data;
  private final FileLock lock;
  private final Blueprint blueprint;
  private final Progress progress;
  private final Spawner spawner;
  private final SupervisedPart mariadb;
  private final SupervisedPart redis;
  private final SupervisedPart kafka;
  private final Optional<SupervisedPart> consul;
  private final List<SupervisedPart> observers;
  private final List<SupervisedPart> services;
  private final List<SupervisedPart> gateways;
  private final CountDownLatch unwatched = new CountDownLatch(1);
  private volatile boolean closing;
  private final Object closeLock = new Object();
  // Guarded by closeLock.
  private boolean closed;

  private LocalStack(Blueprint blueprint, Spawner spawner, FileLock lock, Progress progress) {
    this.blueprint = blueprint;
    this.data = blueprint.data();
    this.lock = lock;
    this.progress = text -> progress.line(sinceOpened() + text);
    this.spawner = spawner;
    this.mariadb = supervised(MariadbPart.of(blueprint));
    this.redis = supervised(RedisPart.of(blueprint));
    this.kafka = supervised(KafkaPart.of(blueprint));
    this.consul =
        blueprint.options().consul()
            ? Optional.of(supervised(ConsulPart.of(blueprint)))
            : Optional.empty();
    this.observers =
        blueprint.observability().parts(blueprint).stream().map(this::supervised).toList();
    this.services =
        (blueprint.options().split()
                ? LibertyPart.apart(blueprint)
                : List.of(LibertyPart.together(blueprint)))
            .stream().map(this::supervised).toList();
    this.gateways = GatewayPart.of(blueprint).stream().map(this::supervised).toList();
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param progress told what happens, also later when a part dies
   * @throws StackFailure when it cannot; then nothing is left running
   */
  public static LocalStack start(StackOptions options, Progress progress)
      throws InterruptedException {
    LocalStack stack = open(options, progress);
    stack.bringUp();
    return stack;
  }

  /** Takes the data directory and checks the ports; starts no part yet. */
  static LocalStack open(StackOptions options, Progress progress) throws InterruptedException {
    DataDirectory data = new DataDirectory(options.data());
    data.create();
    FileLock lock =
        data.lock().orElseThrow(() -> new StackFailure("A stack is running in " + data.path()));
    Spawner spawner = new Spawner();
    try {
      Leftovers.end(data.state(), progress);
      Preparations preparations = new Preparations(spawner, data);
      Blueprint blueprint =
          new Blueprint(options, data, data.secrets(), Software.find(), preparations);
      LocalStack stack = new LocalStack(blueprint, spawner, lock, progress);
      PortHolders.requireFree(stack.parts().map(SupervisedPart::part).toList());
      stack.writeState();
      return stack;
    } catch (StackFailure e) {
      spawner.close();
      DataDirectory.release(lock);
      throw e;
    }
  }

  /** Starts all parts, those that need nothing of each other at once. Closes when one fails. */
  void bringUp() throws InterruptedException {
    Thread.ofVirtual().name("watch-parts").start(this::watch);
    blueprint.observability().notices().forEach(progress::line);
    try (Steps steps = new Steps(() -> parts().forEach(SupervisedPart::giveUp))) {
      steps.run(
          () -> {
            begin(mariadb);
            migrate();
            Semaphore turns = new Semaphore(SERVICES_AT_ONCE, true);
            services.forEach(part -> steps.run(() -> begin(part, turns)));
          });
      steps.run(
          () -> {
            begin(redis);
            gateways.forEach(part -> steps.run(() -> begin(part)));
          });
      steps.run(() -> begin(kafka));
      consul.ifPresent(part -> steps.run(() -> begin(part)));
      observers.forEach(part -> steps.run(() -> begin(part)));
      steps.await();
    } catch (StackFailure e) {
      boolean asked = closing;
      close();
      throw asked ? new StackFailure("Stopped while starting") : e;
    }
  }

  private void begin(SupervisedPart part, Semaphore turns) throws Exception {
    turns.acquire();
    try {
      begin(part);
    } finally {
      turns.release();
    }
  }

  private void begin(SupervisedPart part) throws Exception {
    long begun = System.nanoTime();
    part.part().preparation().run();
    part.start();
    progress.line(part.part().name() + ": ready" + took(begun));
  }

  private void migrate() {
    long begun = System.nanoTime();
    int applied = Migration.apply(database());
    progress.line("schema: up to date, migrations applied: " + applied + took(begun));
  }

  /** The ports. */
  public Ports ports() {
    return blueprint.ports();
  }

  /** The key that signs this stack's tokens. */
  public String jwtSecret() {
    return blueprint.secrets().jwt();
  }

  /** The services' database, with its password. */
  public Database database() {
    return new Database(
        "127.0.0.1", ports().mariadb(), "chat", blueprint.secrets().database(), "chat");
  }

  /** The file that gets a part's output. */
  public Path log(String part) {
    return data.log(part);
  }

  /** Every process, this one ("supervisor") first. */
  public List<PartStatus> status() {
    Instant now = Instant.now();
    return rows().map(row -> row.status(now)).toList();
  }

  /** Kills a part with SIGKILL and waits until it is gone. It stays down until {@link #restart}. */
  public void kill(String part) throws InterruptedException {
    find(part).kill();
  }

  /** Ends a part with SIGTERM and waits until it is gone. It stays down until {@link #restart}. */
  public void stop(String part) throws InterruptedException {
    find(part).stop();
  }

  /**
   * Ends a part with SIGTERM, after a time with SIGKILL, and waits until it is gone. It stays down
   * until {@link #restart}.
   *
   * @return whether it ended without SIGKILL
   */
  public boolean stop(String part, Duration limit) throws InterruptedException {
    return find(part).stop(limit);
  }

  /** Ends a part if it runs, starts it and waits until it is ready. */
  public void restart(String part) throws InterruptedException {
    SupervisedPart found = find(part);
    found.stop();
    found.start();
  }

  /** As {@link #restart(String)}, several parts at the same time. */
  public void restart(Collection<String> parts) throws InterruptedException {
    try (var steps = new Steps(() -> {})) {
      parts.forEach(part -> steps.run(() -> restart(part)));
      steps.await();
    }
  }

  /**
   * As {@link #restart(Collection)}, from now on with these settings in their environment on top of
   * their own; they take the place of those given before.
   */
  public void restart(Collection<String> parts, Map<String, String> settings)
      throws InterruptedException {
    parts.forEach(part -> find(part).use(settings));
    restart(parts);
  }

  /** Whether a part answers its probe as it should. Blocks for two seconds at most. */
  public boolean ready(String part) {
    return find(part).part().probe().ready();
  }

  /** The process of a part; 0 when it has none. */
  public long pid(String part) {
    return find(part).row().pid();
  }

  /** Freezes a part with SIGSTOP: it keeps its sockets and answers nothing. */
  public void pause(String part) throws InterruptedException {
    find(part).signal("STOP");
  }

  /** Lets a paused part go on. */
  public void resume(String part) throws InterruptedException {
    find(part).signal("CONT");
  }

  /** Returns when the stack can no longer be watched over and should be closed. */
  void awaitTrouble() throws InterruptedException {
    unwatched.await();
  }

  /**
   * Stops everything in order: gateways, services, Kafka, Redis and Consul, MariaDB and what has
   * watched the others. Again: no effect.
   */
  @Override
  public void close() {
    closing = true;
    parts().forEach(SupervisedPart::giveUp);
    synchronized (closeLock) {
      if (!closed) {
        closed = true;
        blueprint.preparations().close();
        stop(gateways);
        stop(services);
        stop(Stream.concat(Stream.of(kafka, redis), consul.stream()).toList());
        stop(Stream.concat(Stream.of(mariadb), observers.stream()).toList());
        spawner.close();
        data.state().delete();
        DataDirectory.release(lock);
      }
    }
  }

  private void stop(List<SupervisedPart> together) {
    try (Steps steps = new Steps(() -> {})) {
      together.forEach(part -> steps.run(() -> end(part)));
      steps.await();
    } catch (InterruptedException e) {
      // The watchdog ends what is left.
      Thread.currentThread().interrupt();
    }
  }

  private void end(SupervisedPart part) throws InterruptedException {
    long begun = System.nanoTime();
    if (part.row().pid() != 0) {
      part.stop();
      progress.line(part.part().name() + ": stopped" + took(begun));
    }
  }

  private void watch() {
    try {
      while (!closing && spawner.alive()) {
        parts().forEach(SupervisedPart::check);
        Thread.sleep(WATCH_MILLIS);
      }
      if (!closing) {
        progress.line("The watchdog process was killed: stopping");
        unwatched.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SupervisedPart supervised(Part part) {
    return new SupervisedPart(part, data, spawner, progress, this::writeState);
  }

  private Stream<SupervisedPart> parts() {
    return Stream.of(
            List.of(mariadb, redis, kafka), consul.stream().toList(), observers, services, gateways)
        .flatMap(List::stream);
  }

  private SupervisedPart find(String name) {
    return parts()
        .filter(part -> part.part().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No part is called " + name));
  }

  private Stream<StateFile.Row> rows() {
    StateFile.Row self =
        StateFile.Row.of(
            StateFile.SUPERVISOR,
            PartState.RUNNING,
            Optional.of(ProcessHandle.current()),
            List.of());
    return Stream.concat(Stream.of(self), parts().map(SupervisedPart::row));
  }

  private synchronized void writeState() {
    data.state().write(rows().toList());
  }

  private String sinceOpened() {
    return String.format(Locale.ROOT, "%6.1f s  ", seconds(openedNanos));
  }

  private static String took(long begunNanos) {
    return String.format(Locale.ROOT, " (%.1f s)", seconds(begunNanos));
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
