package chat.ops.check;

import chat.ops.check.fault.FaultReport;
import chat.ops.check.judge.PushDelays;
import chat.ops.check.judge.Surroundings;
import chat.ops.check.judge.Verdict;
import chat.ops.check.judge.Violation;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints what came of a run.
 *
 * @param out where to
 */
record Report(PrintStream out) {
  private static final int MOST_SHOWN = 3;

  /** Everything about a run. */
  void print(Outcome outcome) {
    PushDelays delays = PushDelays.of(outcome.evidence());
    printFaults(outcome, delays);
    line(
        "%n%d messages acknowledged, %d stored, %d receipts on %d devices, %d connections",
        outcome.acked(),
        outcome.evidence().rows().size(),
        outcome.evidence().history().receipts().size(),
        outcome.devices(),
        outcome.evidence().history().stays().size());
    line("pushes: %s", delays);
    line(
        "after the last fault: all answered after %.1f s%s, everybody had everything %.1f s later",
        outcome.settling().toMillis() / 1e3,
        outcome.settled() ? "" : " (NOT: given up)",
        outcome.converging().toMillis() / 1e3);
    line("%n%-58s %10s %10s", "promise", "checked", "violations");
    for (Verdict verdict : outcome.verdicts()) {
      line(
          "%-58s %10d %10d%s",
          verdict.promise(),
          verdict.checked(),
          verdict.violations().size(),
          verdict.kept() ? "" : "  VIOLATED");
    }
    outcome.verdicts().stream()
        .filter(verdict -> !verdict.kept())
        .forEach(verdict -> printViolations(outcome, verdict));
    line("%n%s", outcome.kept() ? "All promises were kept." : "NOT all promises were kept.");
  }

  /** One fault, as soon as it is over. */
  void print(FaultReport fault, long startNanos) {
    line(
        "%8.1f s  %-36s over after %5.1f s, healthy after %5.1f s",
        (fault.startNanos() - startNanos) / 1e9,
        fault.fault(),
        (fault.liftedNanos() - fault.startNanos()) / 1e9,
        (fault.healthyNanos() - fault.startNanos()) / 1e9);
  }

  /** One line about a control. */
  void printControl(String broken, boolean green, Outcome outcome) {
    String red =
        outcome.verdicts().stream()
            .filter(verdict -> !verdict.kept())
            .map(verdict -> verdict.promise() + " (" + verdict.violations().size() + ")")
            .collect(Collectors.joining("; "));
    line(
        "%-28s %s, as %s: %s",
        broken,
        outcome.kept() ? "green" : "red",
        outcome.kept() == green ? "it must be" : "it MUST NOT be",
        red.isEmpty() ? outcome.acked() + " messages" : red);
  }

  private void printFaults(Outcome outcome, PushDelays delays) {
    if (outcome.faults().isEmpty()) {
      return;
    }
    line("%n%d faults; pushes of messages acknowledged meanwhile:", outcome.faults().size());
    for (FaultReport fault : outcome.faults()) {
      line(
          "%8.1f s  %-36s healthy after %5.1f s  %s",
          (fault.startNanos() - outcome.startNanos()) / 1e9,
          fault.fault(),
          (fault.healthyNanos() - fault.startNanos()) / 1e9,
          delays.between(fault.startNanos(), fault.healthyNanos()));
    }
  }

  private void printViolations(Outcome outcome, Verdict verdict) {
    line("%n%s: %d violations, the first ones:", verdict.promise(), verdict.violations().size());
    var surroundings = new Surroundings(outcome.evidence(), outcome.startNanos());
    for (Violation violation : verdict.violations().stream().limit(MOST_SHOWN).toList()) {
      line("%n  %s (conversation %d)", violation.text(), violation.conversation().value());
      surroundings.of(violation).forEach(text -> line("    %s", text));
    }
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
