package chat.ops.check;

import chat.ops.check.fault.FaultReport;
import chat.ops.check.judge.Evidence;
import chat.ops.check.judge.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param verdicts one for each promise
 * @param faults what happened meanwhile
 * @param settled whether all was answered and everybody was back in time
 * @param startNanos when chatting began, as System.nanoTime
 * @param settling how long that took after the last fault
 * @param converging how long it then took until everybody had everything
 * @param devices how many took part
 */
record Outcome(
    Evidence evidence,
    List<Verdict> verdicts,
    List<FaultReport> faults,
    boolean settled,
    long startNanos,
    Duration settling,
    Duration converging,
    int devices) {

  /**
   * Whether every promise was kept and looked at, all was answered in time, and every fault went as
   * it should.
   */
  boolean kept() {
    return settled
        && faults.stream().allMatch(FaultReport::well)
        && verdicts.stream().allMatch(verdict -> verdict.kept() && verdict.checked() > 0);
  }

  /** Whether one of these promises was seen to be broken. */
  boolean broke(List<String> promises) {
    return verdicts.stream()
        .anyMatch(verdict -> !verdict.kept() && promises.contains(verdict.promise()));
  }

  /** How many messages were acknowledged. */
  long acked() {
    return evidence.rows().stream()
        .filter(
            row ->
                evidence.attempts(row.content()).stream()
                    .anyMatch(attempt -> attempt.ack().isPresent()))
        .count();
  }
}
