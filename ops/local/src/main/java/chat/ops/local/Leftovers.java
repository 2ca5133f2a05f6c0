package chat.ops.local;

import java.time.Duration;
import java.util.List;

/** Ends what an earlier supervisor and its watchdog, both killed, left running. */
final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Leftovers() {}

  /** Waits for processes that are being ended, and ends the others. The lock must be held. */
  static void end(StateFile state, Progress progress) throws InterruptedException {
    List<StateFile.Row> left =
        state.read().stream()
            .filter(row -> !row.name().equals(StateFile.SUPERVISOR))
            .filter(row -> row.process().isPresent())
            .toList();
    if (!left.isEmpty()) {
      progress.line("Ending " + left.size() + " processes that an earlier run left behind");
    }
    left.forEach(row -> row.process().ifPresent(ProcessHandle::destroy));
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (left.stream().anyMatch(row -> row.process().isPresent())) {
      if (System.nanoTime() > limit) {
        left.forEach(row -> row.process().ifPresent(ProcessHandle::destroyForcibly));
      }
      Thread.sleep(50);
    }
    state.delete();
  }
}
