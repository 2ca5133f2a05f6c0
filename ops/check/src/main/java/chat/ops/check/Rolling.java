package chat.ops.check;

import chat.ops.check.client.Crowd;
import chat.ops.check.fault.Fault;
import chat.ops.check.fault.FaultReport;
import chat.ops.check.judge.Judge;
import chat.ops.local.LocalStack;
import chat.ops.local.StackFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
    var crowd = new Crowd(size, stack.gatewaysThemselves(), run.seed());
    Duration maxComeBack = stack.shape().maxComeBack();
    Outcome outcome =
        run.on(
            stack, name, crowd, Judge.rollingPromises(maxComeBack), () -> restartAll(parts, crowd));
    report.print(outcome);
    report.printRestarts(outcome);
    return outcome;
  }

  private List<FaultReport> restartAll(List<String> parts, Crowd crowd)
      throws InterruptedException {
    List<FaultReport> reports = new ArrayList<>();
    long begun = System.nanoTime();
    Thread.sleep(CALM);
    for (String part : parts) {
      FaultReport restarted = restart(stack.processes(), part, crowd);
      report.print(restarted, begun);
      reports.add(restarted);
    }
    return reports;
  }

  private static FaultReport restart(LocalStack processes, String part, Crowd crowd)
      throws InterruptedException {
    var restart = new Fault(Fault.Kind.RESTART, part, Duration.ZERO);
    long start = System.nanoTime();
    try {
      processes.restart(part);
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
