package chat.ops.check;

import chat.ops.check.client.Crowd;
import chat.ops.check.fault.Fault;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.judge.Judge;
import chat.ops.local.LocalStack;
import chat.ops.local.StackFailure;
import chat.schema.Migration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restarts parts one after the other, as an update does: SIGTERM, wait until it has ended, start
 * it, wait until it is ready. The next one follows when everybody of the crowd is there again and
 * the part has been ready for a moment, as with {@code minReadySeconds}: the gateways find a
 * service that is back within seconds.
 */
final class Rolling {
  /** What a system of {@link CheckStack#FOR_ROLLING} can be restarted part by part. */
  static final List<String> EVERYTHING =
      List.of(
          "gateway-1", "gateway-2", "user", "user-2", "social", "social-2", "message", "message-2");

  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration READY = Duration.ofSeconds(5);
  private static final Duration EVERYBODY_BACK = Duration.ofSeconds(150);

  /** How one part is restarted. */
  private interface Restart {
    /** Blocks until it is ready. */
    void restart(String part) throws InterruptedException;
  }

  /** All restarts of a run. */
  private interface Restarts {
    List<FaultReport> doAll(Crowd crowd) throws InterruptedException;
  }

  private final CheckStack stack;
  private final Report report;

  Rolling(CheckStack stack, Report report) {
    this.stack = stack;
    this.report = report;
  }

  /**
   * Runs and prints what came of it.
   *
   * @param name begins the names of the people
   * @param size of the crowd
   * @param parts are restarted in this order
   */
  Outcome run(Run run, String name, Crowd.Size size, List<String> parts)
      throws InterruptedException {
    return run(
        run,
        name,
        size,
        crowd -> restartAll(parts, crowd, part -> stack.processes().restart(part)));
  }

  /**
   * The same from a system of another release: migrates the database to this one's schema, and
   * restarts everything with this one's programs.
   *
   * @param back the checkout of the release whose programs then take their places again
   */
  Outcome update(Run run, String name, Crowd.Size size, Optional<Path> back)
      throws InterruptedException {
    return run(
        run,
        name,
        size,
        crowd -> {
          List<FaultReport> reports = new ArrayList<>();
          int applied = Migration.apply(stack.processes().database());
          report.print("schema: migrations applied: " + applied);
          reports.addAll(restartAll(EVERYTHING, crowd, withProgramsOf(LocalStack.checkout())));
          if (back.isPresent()) {
            report.print("and back");
            reports.addAll(restartAll(EVERYTHING, crowd, withProgramsOf(back.get())));
          }
          return reports;
        });
  }

  private Restart withProgramsOf(Path checkout) {
    return part -> stack.processes().restart(part, checkout);
  }

  private Outcome run(Run run, String name, Crowd.Size size, Restarts restarts)
      throws InterruptedException {
    var crowd = new Crowd(size, stack.gatewaysThemselves(), run.seed());
    Duration maxComeBack = stack.shape().maxComeBack();
    Outcome outcome =
        run.on(stack, name, crowd, Judge.rollingPromises(maxComeBack), () -> restarts.doAll(crowd));
    report.print(outcome);
    report.printRestarts(outcome);
    return outcome;
  }

  private List<FaultReport> restartAll(List<String> parts, Crowd crowd, Restart how)
      throws InterruptedException {
    List<FaultReport> reports = new ArrayList<>();
    long begun = System.nanoTime();
    Thread.sleep(CALM);
    for (String part : parts) {
      FaultReport restarted = restart(how, part, crowd);
      report.print(restarted, begun);
      reports.add(restarted);
    }
    return reports;
  }

  private static FaultReport restart(Restart how, String part, Crowd crowd)
      throws InterruptedException {
    var restart = new Fault(Fault.Kind.RESTART, part, Duration.ZERO);
    long start = System.nanoTime();
    try {
      how.restart(part);
    } catch (StackFailure e) {
      return new FaultReport(restart, start, start, System.nanoTime(), e.getMessage());
    }
    long ready = System.nanoTime();
    boolean back = crowd.awaitAll(EVERYBODY_BACK);
    long end = System.nanoTime();
    Thread.sleep(Math.max(0, READY.toMillis() - (end - ready) / 1_000_000));
    return new FaultReport(restart, start, ready, end, back ? "" : "not everybody is back");
  }
}
