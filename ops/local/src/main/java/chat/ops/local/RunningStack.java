package chat.ops.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A stack that another process holds together. */
record RunningStack(DataDirectory data) {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(150);

  /**
   * Asks its supervisor to stop and waits until everything is gone; kills the supervisor when it
   * does not answer, upon which its watchdog ends the rest.
   */
  void stop() throws InterruptedException {
    Optional<StateFile.Row> supervisor = data.state().supervisor();
    supervisor.flatMap(StateFile.Row::process).ifPresent(ProcessHandle::destroy);
    long limit = System.nanoTime() + STOP_LIMIT.toNanos();
    while (data.inUse() || supervisor.flatMap(StateFile.Row::process).isPresent()) {
      if (System.nanoTime() > limit) {
        supervisor.flatMap(StateFile.Row::process).ifPresent(ProcessHandle::destroyForcibly);
      }
      Thread.sleep(50);
    }
    Leftovers.end(data.state(), System.out::println);
  }

  /** Every process, the supervisor first. Asks each part, all at once: for seconds if one hangs. */
  List<PartStatus> status() {
    Instant now = Instant.now();
    return data.state().read().parallelStream().map(row -> status(row, now)).toList();
  }

  private static PartStatus status(StateFile.Row row, Instant now) {
    PartStatus status = row.status(now);
    return status.state() == PartState.RUNNING && !Probe.of(row.name(), row.ports()).ready()
        ? status.withState(PartState.NOT_ANSWERING)
        : status;
  }

  /** The first gateway's ports, all 0 while there is no gateway. */
  Ports.Gateway gateway() {
    return data.state().read().stream()
        .filter(row -> row.name().equals("gateway-1"))
        .findFirst()
        .map(StateFile.Row::ports)
        .map(ports -> new Ports.Gateway(ports.get(0), ports.get(1), ports.get(2), ports.getLast()))
        .orElse(new Ports.Gateway(0, 0, 0, 0));
  }
}
