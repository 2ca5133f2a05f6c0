package chat.ops.check;

import chat.ops.check.judge.Percentiles;
import chat.ops.local.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks some parts once a second whether they are ready, and notes how long a yes takes. */
final class ProbeTimes implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final LocalStack processes;
  private final List<String> parts;
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Thread asking = Thread.ofPlatform().daemon().unstarted(this::ask);

  private ProbeTimes(LocalStack processes, List<String> parts) {
    this.processes = processes;
    this.parts = parts;
  }

  /** Asks until it is closed. */
  static ProbeTimes start(LocalStack processes, List<String> parts) {
    var times = new ProbeTimes(processes, parts);
    times.asking.start();
    return times;
  }

  @Override
  public void close() {
    asking.interrupt();
  }

  /** How long they took. */
  @Override
  public String toString() {
    return nanos.isEmpty()
        ? "no probe was answered"
        : nanos.size()
            + " answered, "
            + Percentiles.text(nanos.stream().mapToLong(Long::longValue));
  }

  private void ask() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        for (String part : parts) {
          long begun = System.nanoTime();
          if (processes.ready(part)) {
            nanos.add(System.nanoTime() - begun);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
