package chat.ops.check;

import chat.ops.check.client.Traffic;
import chat.ops.check.client.World;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.history.History;
import chat.ops.check.judge.Converged;
import chat.ops.check.judge.Evidence;
import chat.ops.check.judge.Judge;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One run: people chat, something happens to the system meanwhile, then there is quiet, and what
 * everybody saw is judged.
 *
 * @param size how much of everything
 * @param seed of all choices
 * @param patience how long after the last fault it may take until all is answered, and then how
 *     long until everybody has everything
 */
record Run(Traffic.Size size, long seed, Duration patience) {
  /** What happens while people chat. */
  interface Meanwhile {
    /** Blocks as long as they shall chat; the faults that happened. */
    List<FaultReport> happen() throws InterruptedException;
  }

  /**
   * Runs.
   *
   * @param name begins the names of the people
   */
  Outcome on(CheckStack stack, String name, Meanwhile meanwhile) throws InterruptedException {
    var history = new History();
    try (var traffic = Traffic.start(size, stack.gateways(), seed, history, name)) {
      World world = traffic.world();
      var table =
          new Table(
              stack.processes().database(),
              world.people().getFirst().id(),
              world.people().getLast().id());
      var sampler = new CursorSampler(table, history);
      Thread sampling = Thread.ofPlatform().daemon().start(sampler);
      long start = System.nanoTime();
      traffic.chat();
      List<FaultReport> faults = meanwhile.happen();
      long lastFault = System.nanoTime();
      boolean settled = traffic.settle(patience);
      long quiet = System.nanoTime();
      awaitConvergence(history, table, world);
      long end = System.nanoTime();
      sampling.interrupt();
      sampling.join();
      lastLook(sampler);
      var evidence = new Evidence(history, table.rows(), world.members(), end);
      return new Outcome(
          evidence,
          Judge.judge(evidence),
          faults,
          settled,
          start,
          Duration.ofNanos(quiet - lastFault),
          Duration.ofNanos(end - quiet),
          traffic.devices());
    }
  }

  /** By now the database must be there. */
  private static void lastLook(CursorSampler sampler) {
    try {
      sampler.look();
    } catch (SQLException e) {
      throw new IllegalStateException("the cursors cannot be read", e);
    }
  }

  private void awaitConvergence(History history, Table table, World world)
      throws InterruptedException {
    long limit = System.nanoTime() + patience.toNanos();
    long wait = 500;
    while (System.nanoTime() < limit) {
      var evidence = new Evidence(history, table.rows(), world.members(), System.nanoTime());
      if (new Converged().judge(evidence).kept()) {
        return;
      }
      Thread.sleep(wait);
      // Each look costs seconds of CPU after a long run.
      wait *= 2;
    }
  }
}
