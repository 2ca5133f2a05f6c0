package chat.ops.local;

import chat.schema.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A stack that another process holds together. */
record RunningStack(DataDirectory data) {
  private static final String TRY =
      "printf '%s\\n' '{\"msgid\":4,\"name\":\"ann\",\"password\":\"pwd\"}'"
          + " '{\"msgid\":1,\"name\":\"ann\",\"password\":\"pwd\"}' | nc localhost ";

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

  /** Where people find what they need. */
  String addresses() {
    List<Integer> gateway = ports("gateway-1");
    StringBuilder lines = new StringBuilder("\n");
    if (!gateway.isEmpty()) {
      lines.append(line("page", "http://localhost:" + gateway.get(1) + "/"));
      lines.append(line("TCP", "localhost:" + gateway.get(0)));
      lines.append(line("probes", "http://localhost:" + gateway.getLast() + "/health"));
    }
    if (!ports("traces").isEmpty()) {
      lines.append(line("traces", "http://localhost:" + ports("traces").getFirst() + "/traces"));
    }
    if (!ports("prometheus").isEmpty()) {
      lines.append(line("metrics", "http://localhost:" + ports("prometheus").getFirst() + "/"));
    }
    lines.append(line("data", data.path().toString()));
    if (!gateway.isEmpty()) {
      lines.append(line("try", TRY + gateway.get(0)));
    }
    return lines.append("\n").toString();
  }

  /**
   * The services' database, with its password.
   *
   * @throws StackFailure when the stack has none
   */
  Database database() {
    return ports("mariadb").stream()
        .findFirst()
        .map(port -> data.secrets().databaseAt(port))
        .orElseThrow(() -> new StackFailure("The stack in " + data.path() + " has no database."));
  }

  /** The ports of a part, none when the stack has no such part. */
  List<Integer> ports(String part) {
    return data.state().read().stream()
        .filter(row -> row.name().equals(part))
        .findFirst()
        .map(StateFile.Row::ports)
        .orElse(List.of());
  }

  private static String line(String name, String what) {
    return String.format(Locale.ROOT, "  %-8s %s\n", name, what);
  }
}
