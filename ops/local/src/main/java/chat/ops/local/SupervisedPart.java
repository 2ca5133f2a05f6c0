package chat.ops.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One part while the stack runs: started, watched, started again when it dies, stopped. One thread
 * at a time starts or stops it; {@link #kill} and {@link #giveUp} cut in on a start under way.
 */
final class SupervisedPart {
  /** A part that lived shorter than this died quickly. */
  static final Duration QUICK = Duration.ofSeconds(60);

  static final int MOST_QUICK_DEATHS = 3;

  /** How long a part may take to end after SIGTERM. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private static final long POLL_MILLIS = 30;
  private static final int LOG_LINES_SHOWN = 15;

  private final Part part;
  private final DataDirectory data;
  private final Spawner spawner;
  private final Progress progress;
  private final Runnable changed;
  private final ReentrantLock operation = new ReentrantLock();
  private volatile Map<String, String> settings = Map.of();
  private volatile boolean wanted;
  private volatile boolean givenUp;
  private volatile PartState state = PartState.STOPPED;
  private volatile Optional<ProcessHandle> process = Optional.empty();
  private volatile long readyNanos;
  // Guarded by operation.
  private int quickDeaths;

  /**
   * Does not start it.
   *
   * @param changed called after every change of state, on the thread that made it
   */
  SupervisedPart(
      Part part, DataDirectory data, Spawner spawner, Progress progress, Runnable changed) {
    this.part = part;
    this.data = data;
    this.spawner = spawner;
    this.progress = progress;
    this.changed = changed;
  }

  Part part() {
    return part;
  }

  StateFile.Row row() {
    return StateFile.Row.of(part.name(), state, process, part.ports());
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws StackFailure when it ends, is not ready in time, or {@link #kill} or {@link #giveUp}
   *     come in between
   */
  void start() throws InterruptedException {
    operation.lock();
    try {
      wanted = true;
      quickDeaths = 0;
      launch();
    } finally {
      operation.unlock();
    }
  }

  /** Settings for its next starts, on top of the part's own; in place of those given before. */
  void use(Map<String, String> next) {
    settings = Map.copyOf(next);
  }

  /** Ends it with SIGTERM, after {@link #STOP_LIMIT} with SIGKILL, and waits for that. */
  void stop() throws InterruptedException {
    stop(STOP_LIMIT);
  }

  /**
   * Ends it with SIGTERM, after the limit with SIGKILL, and waits for that.
   *
   * @return whether it did without SIGKILL
   */
  boolean stop(Duration limit) throws InterruptedException {
    wanted = false;
    operation.lock();
    try {
      wanted = false;
      boolean ended = process.isEmpty() || terminate(process.get(), limit);
      become(PartState.STOPPED, Optional.empty());
      return ended;
    } finally {
      operation.unlock();
    }
  }

  /** Ends it with SIGKILL, waits for that, and leaves it so until {@link #start}. */
  void kill() throws InterruptedException {
    wanted = false;
    process.ifPresent(ProcessHandle::destroyForcibly);
    stop();
  }

  /** Makes a start under way, and all that would follow, fail soon. Does not wait. */
  void giveUp() {
    givenUp = true;
    wanted = false;
  }

  /** Sends a signal, as "STOP" or "CONT". Nothing happens without a process. */
  void signal(String name) throws InterruptedException {
    if (process.isPresent()) {
      Shell.kill(name, process.get().pid());
    }
  }

  /** Called again and again by the stack's watching thread: starts it again when it died. */
  void check() {
    if (!operation.tryLock()) {
      return;
    }
    try {
      if (wanted && state == PartState.RUNNING && !process.get().isAlive()) {
        become(PartState.RESTARTING, Optional.empty());
        Thread.ofVirtual().name("revive-" + part.name()).start(this::revive);
      }
    } finally {
      operation.unlock();
    }
  }

  private void revive() {
    operation.lock();
    try {
      boolean quick = System.nanoTime() - readyNanos < QUICK.toNanos();
      quickDeaths = quick ? quickDeaths + 1 : 1;
      while (wanted && state == PartState.RESTARTING) {
        if (quickDeaths >= MOST_QUICK_DEATHS) {
          progress.line(
              part.name()
                  + " died "
                  + quickDeaths
                  + " times in a row, it stays down; read "
                  + log());
          become(PartState.FAILED, Optional.empty());
        } else {
          tryAgain();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      operation.unlock();
    }
  }

  private void tryAgain() throws InterruptedException {
    int seconds = 1 << (quickDeaths - 1);
    progress.line(part.name() + ": died, starts again in " + seconds + " s; its log is " + log());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (wanted && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
    try {
      if (wanted) {
        launch();
        progress.line(part.name() + ": ready again");
      }
    } catch (StackFailure e) {
      quickDeaths++;
      become(PartState.RESTARTING, Optional.empty());
    }
  }

  private void launch() throws InterruptedException {
    if (givenUp) {
      throw new StackFailure(part.name() + " was stopped before it started");
    }
    data.rotate(part.name());
    ProcessHandle child = spawner.spawn(part.with(settings), log());
    become(PartState.STARTING, Optional.of(child));
    long limit = System.nanoTime() + Part.START_LIMIT.toNanos();
    while (!part.probe().ready()) {
      boolean late = System.nanoTime() > limit;
      if (!wanted || givenUp || late || !child.isAlive()) {
        boolean ended = !child.isAlive();
        child.destroyForcibly();
        become(PartState.FAILED, Optional.empty());
        throw failure(ended ? "ended" : wanted ? "was not ready in time" : "was stopped");
      }
      Thread.sleep(POLL_MILLIS);
    }
    readyNanos = System.nanoTime();
    become(PartState.RUNNING, Optional.of(child));
  }

  private StackFailure failure(String what) {
    return new StackFailure(
        part.name()
            + " "
            + what
            + " while it started. The end of "
            + log()
            + ":\n  "
            + String.join("\n  ", data.tail(part.name(), LOG_LINES_SHOWN)));
  }

  private boolean terminate(ProcessHandle child, Duration limit) throws InterruptedException {
    child.destroy();
    // A stopped process takes the signal when it goes on.
    Shell.kill("CONT", child.pid());
    long end = System.nanoTime() + limit.toNanos();
    boolean killed = false;
    while (child.isAlive()) {
      if (!killed && System.nanoTime() > end) {
        progress.line(part.name() + ": did not end in time, killed");
        child.destroyForcibly();
        killed = true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return !killed;
  }

  private void become(PartState next, Optional<ProcessHandle> with) {
    state = next;
    process = with;
    changed.run();
  }

  private Path log() {
    return data.log(part.name());
  }
}
