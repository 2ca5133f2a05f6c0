package chat.ops.check;

import chat.ops.check.client.Crowd;
import chat.ops.check.client.Gateway;
import chat.ops.check.client.Person;
import chat.ops.check.client.Traffic;
import chat.ops.check.client.World;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.history.History;
import chat.ops.check.judge.Converged;
import chat.ops.check.judge.Evidence;
import chat.ops.check.judge.Judge;
import chat.ops.check.judge.Promise;
import java.sql.SQLException;
import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

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
   * Runs without a crowd.
   *
   * @param name begins the names of the people
   */
  Outcome on(CheckStack stack, String name, Meanwhile meanwhile) throws InterruptedException {
    var nobody = new Crowd(Crowd.Size.NONE, stack.gateways(), seed);
    return on(stack, name, nobody, Judge.PROMISES, meanwhile);
  }

  /** Runs with people who know all gateways. */
  Outcome on(
      CheckStack stack, String name, Crowd crowd, List<Promise> promises, Meanwhile meanwhile)
      throws InterruptedException {
    return on(stack, stack.gateways(), name, crowd, promises, meanwhile);
  }

  /**
   * Runs.
   *
   * @param gateways where people find the gateways; the crowd knows that itself
   * @param name begins the names of the people
   * @param crowd listens meanwhile; closed at the end
   * @param promises what is judged
   */
  Outcome on(
      CheckStack stack,
      List<Gateway> gateways,
      String name,
      Crowd crowd,
      List<Promise> promises,
      Meanwhile meanwhile)
      throws InterruptedException {
    var history = new History();
    try (crowd) {
      crowd.start(history, name);
      return on(stack, gateways, name, history, crowd, promises, meanwhile);
    }
  }

  private Outcome on(
      CheckStack stack,
      List<Gateway> gateways,
      String name,
      History history,
      Crowd crowd,
      List<Promise> promises,
      Meanwhile meanwhile)
      throws InterruptedException {
    try (var traffic = Traffic.start(size, gateways, seed, history, name)) {
      World world = traffic.world();
      IntSummaryStatistics ids =
          Stream.of(crowd.people(), world.people())
              .flatMap(List::stream)
              .mapToInt(Person::id)
              .summaryStatistics();
      var table = new Table(stack.processes().database(), ids.getMin(), ids.getMax());
      var sampler = new CursorSampler(table, history);
      Thread sampling = Thread.ofPlatform().daemon().start(sampler);
      long start = System.nanoTime();
      traffic.chat();
      crowd.chat();
      List<FaultReport> faults = meanwhile.happen();
      long lastFault = System.nanoTime();
      boolean crowdSettled = crowd.settle(patience);
      boolean settled = traffic.settle(patience) && crowdSettled;
      long quiet = System.nanoTime();
      awaitConvergence(history, table, world);
      long end = System.nanoTime();
      sampling.interrupt();
      sampling.join();
      lastLook(sampler);
      var evidence = new Evidence(history, table.rows(), world.members(), end);
      return new Outcome(
          evidence,
          Judge.judge(evidence, promises),
          faults,
          settled,
          start,
          Duration.ofNanos(quiet - lastFault),
          Duration.ofNanos(end - quiet),
          traffic.devices() + crowd.devices());
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
