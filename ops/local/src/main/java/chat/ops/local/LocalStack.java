package chat.ops.local;

import chat.schema.Database;
import chat.schema.Migration;
import java.io.IOException;
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

  private final Stopwatch sinceOpened = Stopwatch.start();
  private final TakenDirectory taken;
  private final Blueprint blueprint;
  private final Progress progress;
  private final StackParts parts;
  private final CountDownLatch unwatched = new CountDownLatch(1);
  private volatile boolean closing;
  private final Object closeLock = new Object();
  // Guarded by closeLock.
  private boolean closed;

  private LocalStack(TakenDirectory taken, Progress progress) {
    this.taken = taken;
    this.blueprint = taken.blueprint();
    this.progress =
        text ->
            progress.line(String.format(Locale.ROOT, "%6.1f s  ", sinceOpened.seconds()) + text);
    this.parts =
        StackParts.of(
            blueprint,
            part ->
                new SupervisedPart(
                    part, blueprint.data(), taken.spawner(), this.progress, this::writeState));
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @param progress told what happens, also later when a part dies
   * @throws StackFailure when it cannot; then nothing is left running
   */
  public static LocalStack start(StackOptions options, Progress progress)
      throws InterruptedException {
    return start(options, checkout(), progress);
  }

  /**
   * The same with the programs and the schema of another release.
   *
   * @param checkout of that release, built
   */
  public static LocalStack start(StackOptions options, Path checkout, Progress progress)
      throws InterruptedException {
    LocalStack stack = open(options, new Software(checkout.toAbsolutePath()), progress);
    stack.bringUp();
    return stack;
  }

  /** The checkout whose programs are started where no other is named. */
  public static Path checkout() {
    return Software.find().repository();
  }

  /** Takes the data directory and checks the ports; starts no part yet. */
  static LocalStack open(StackOptions options, Progress progress) throws InterruptedException {
    return open(options, Software.find(), progress);
  }

  private static LocalStack open(StackOptions options, Software software, Progress progress)
      throws InterruptedException {
    TakenDirectory taken = TakenDirectory.take(options, software, progress);
    try {
      LocalStack stack = new LocalStack(taken, progress);
      PortHolders.requireFree(stack.parts.all().map(SupervisedPart::part).toList());
      stack.writeState();
      return stack;
    } catch (StackFailure e) {
      taken.close();
      throw e;
    }
  }

  /** Starts all parts, those that need nothing of each other at once. Closes when one fails. */
  void bringUp() throws InterruptedException {
    Thread.ofVirtual().name("watch-parts").start(this::watch);
    blueprint.observability().notices().forEach(progress::line);
    try (Steps steps = new Steps(() -> parts.all().forEach(SupervisedPart::giveUp))) {
      steps.run(
          () -> {
            begin(parts.mariadb());
            migrate();
            Semaphore turns = new Semaphore(SERVICES_AT_ONCE, true);
            parts.services().forEach(part -> steps.run(() -> begin(part, turns)));
          });
      steps.run(
          () -> {
            begin(parts.redis());
            parts.gateways().forEach(part -> steps.run(() -> begin(part)));
          });
      steps.run(() -> begin(parts.kafka()));
      parts.consul().ifPresent(part -> steps.run(() -> begin(part)));
      parts.observers().forEach(part -> steps.run(() -> begin(part)));
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
    Stopwatch begun = Stopwatch.start();
    part.part().preparation().run();
    part.start();
    progress.line(part.part().name() + ": ready" + took(begun));
  }

  private void migrate() throws IOException, InterruptedException {
    Stopwatch begun = Stopwatch.start();
    if (blueprint.software().equals(Software.find())) {
      int applied = Migration.apply(database());
      progress.line("schema: up to date, migrations applied: " + applied + took(begun));
    } else {
      new OtherRelease(blueprint).migrate(database());
      progress.line("schema: that of the other release" + took(begun));
    }
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
    return blueprint.secrets().databaseAt(ports().mariadb());
  }

  /** The file that gets a part's output. */
  public Path log(String part) {
    return blueprint.data().log(part);
  }

  /** Every process, this one ("supervisor") first. */
  public List<PartStatus> status() {
    Instant now = Instant.now();
    return rows().map(row -> row.status(now)).toList();
  }

  /** Kills a part with SIGKILL and waits until it is gone. It stays down until {@link #restart}. */
  public void kill(String part) throws InterruptedException {
    parts.find(part).kill();
  }

  /** Ends a part with SIGTERM and waits until it is gone. It stays down until {@link #restart}. */
  public void stop(String part) throws InterruptedException {
    parts.find(part).stop();
  }

  /**
   * Ends a part with SIGTERM, after a time with SIGKILL, and waits until it is gone. It stays down
   * until {@link #restart}.
   *
   * @return whether it ended without SIGKILL
   */
  public boolean stop(String part, Duration limit) throws InterruptedException {
    return parts.find(part).stop(limit);
  }

  /** Ends a part if it runs, starts it and waits until it is ready. */
  public void restart(String part) throws InterruptedException {
    SupervisedPart found = parts.find(part);
    found.stop();
    found.start();
  }

  /** As {@link #restart(String)}, several parts at the same time. */
  public void restart(Collection<String> names) throws InterruptedException {
    try (var steps = new Steps(() -> {})) {
      names.forEach(name -> steps.run(() -> restart(name)));
      steps.await();
    }
  }

  /**
   * Ends a gateway or a server of services, starts it with the programs of a release, and waits
   * until it is ready.
   *
   * @param checkout of that release, built
   */
  public void restart(String part, Path checkout) throws InterruptedException {
    SupervisedPart found = parts.find(part);
    Part next = blueprint.with(new Software(checkout.toAbsolutePath())).part(part);
    found.stop();
    try {
      next.preparation().run();
    } catch (IOException e) {
      throw new StackFailure(part + " cannot be prepared: " + e, e);
    }
    found.replace(next);
    found.start();
  }

  /**
   * As {@link #restart(Collection)}, from now on with these settings in their environment on top of
   * their own; they take the place of those given before.
   */
  public void restart(Collection<String> names, Map<String, String> settings)
      throws InterruptedException {
    names.forEach(name -> parts.find(name).use(settings));
    restart(names);
  }

  /** Whether a part answers its probe as it should. Blocks for two seconds at most. */
  public boolean ready(String part) {
    return parts.find(part).part().probe().ready();
  }

  /** The process of a part; 0 when it has none. */
  public long pid(String part) {
    return parts.find(part).row().pid();
  }

  /** Freezes a part with SIGSTOP: it keeps its sockets and answers nothing. */
  public void pause(String part) throws InterruptedException {
    parts.find(part).signal("STOP");
  }

  /** Lets a paused part go on. */
  public void resume(String part) throws InterruptedException {
    parts.find(part).signal("CONT");
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
    parts.all().forEach(SupervisedPart::giveUp);
    synchronized (closeLock) {
      if (!closed) {
        closed = true;
        blueprint.preparations().close();
        parts.inOrderOfStopping().forEach(this::stop);
        // What is written down must be gone before it is forgotten.
        taken.spawner().close();
        blueprint.data().state().delete();
        taken.close();
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
    Stopwatch begun = Stopwatch.start();
    if (part.row().pid() != 0) {
      part.stop();
      progress.line(part.part().name() + ": stopped" + took(begun));
    }
  }

  private void watch() {
    try {
      while (!closing && taken.spawner().alive()) {
        parts.all().forEach(SupervisedPart::check);
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

  private Stream<StateFile.Row> rows() {
    StateFile.Row self =
        StateFile.Row.of(
            StateFile.SUPERVISOR,
            PartState.RUNNING,
            Optional.of(ProcessHandle.current()),
            List.of());
    return Stream.concat(Stream.of(self), parts.all().map(SupervisedPart::row));
  }

  private synchronized void writeState() {
    blueprint.data().state().write(rows().toList());
  }

  private static String took(Stopwatch begun) {
    return String.format(Locale.ROOT, " (%.1f s)", begun.seconds());
  }
}
