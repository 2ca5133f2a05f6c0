package chat.ops.check.fault;

import chat.ops.local.LocalStack;
import chat.ops.local.StackFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Lets faults happen at random for a while, at most {@value #TOGETHER} at a time and never two to
 * one part. Which ones, and in which order they are planned, follows from the seed; one whose part
 * is not well yet waits, and those after it go first.
 */
public final class Faults {
  private static final int TOGETHER = 5;
  private static final int AHEAD = 12;
  private static final Duration LONGEST_ILLNESS = Duration.ofMinutes(3);

  private final LocalStack stack;
  private final Saboteur saboteur;
  private final FaultPlan plan;
  private final Told told;

  // Guarded by this.
  private final Set<String> ill = new HashSet<>();
  private final List<FaultReport> reports = new ArrayList<>();
  private int striking;

  /** Hears of each fault when it is over. */
  public interface Told {
    /** A fault is over. */
    void over(FaultReport report);
  }

  /**
   * Faults of one run.
   *
   * @param stack says which parts are well
   * @param saboteur makes them happen
   * @param random chooses them
   * @param consul whether the system has a Consul, which they strike as well
   * @param told hears of them, on the threads of each
   */
  public Faults(
      LocalStack stack, Saboteur saboteur, RandomGenerator random, boolean consul, Told told) {
    this.stack = stack;
    this.saboteur = saboteur;
    this.plan = new FaultPlan(random, consul);
    this.told = told;
  }

  /**
   * Goes on for a time, then waits until everything is well.
   *
   * @param pause between two faults, on average
   * @return all faults, in the order in which they were over
   */
  public List<FaultReport> run(Duration time, Duration pause) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    var waiting = new ArrayList<Fault>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (System.nanoTime() < end) {
        while (waiting.size() < AHEAD) {
          waiting.add(plan.next());
        }
        Thread.sleep(plan.pause(pause));
        begin(waiting).ifPresent(fault -> threads.execute(() -> strike(fault)));
      }
    }
    synchronized (this) {
      return List.copyOf(reports);
    }
  }

  private synchronized Optional<Fault> begin(List<Fault> waiting) throws InterruptedException {
    while (striking >= TOGETHER) {
      wait();
    }
    Optional<Fault> next =
        waiting.stream()
            .filter(fault -> fault.parts().stream().noneMatch(ill::contains))
            .findFirst();
    next.ifPresent(
        fault -> {
          waiting.remove(fault);
          ill.addAll(fault.parts());
          striking++;
        });
    return next;
  }

  private void strike(Fault fault) {
    long start = System.nanoTime();
    long lifted = start;
    String trouble = "";
    try {
      saboteur.strike(fault);
      lifted = System.nanoTime();
      trouble = awaitHealth(fault) ? "" : "not well after " + LONGEST_ILLNESS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      trouble = "interrupted";
    } catch (StackFailure | IllegalStateException e) {
      trouble = e.getMessage();
    } finally {
      var report = new FaultReport(fault, start, lifted, System.nanoTime(), trouble);
      told.over(report);
      synchronized (this) {
        ill.removeAll(fault.parts());
        reports.add(report);
        striking--;
        notifyAll();
      }
    }
  }

  private boolean awaitHealth(Fault fault) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_ILLNESS.toNanos();
    while (!isWell(fault)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(50);
    }
    return true;
  }

  // A gateway that another fault has in its hands says nothing about this one.
  private boolean isWell(Fault fault) {
    Set<String> asked = new HashSet<>(fault.parts());
    synchronized (this) {
      Parts.GATEWAYS.stream().filter(gateway -> !ill.contains(gateway)).forEach(asked::add);
    }
    return asked.stream().allMatch(stack::ready);
  }
}
