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
    out.printf(
        Locale.ROOT,
        "%n%d messages acknowledged, %d stored, %d receipts on %d devices, %d connections,"
            + " %d of them by devices that stop reading at times%n",
        outcome.acked(),
        outcome.evidence().rows().size(),
        outcome.evidence().history().receipts().size(),
        outcome.devices(),
        outcome.evidence().history().stays().size(),
        outcome.evidence().history().stays().stream().filter(stay -> !stay.prompt()).count());
    out.printf(Locale.ROOT, "pushes: %s%n", delays);
    out.printf(
        Locale.ROOT,
        "after the last fault: all answered after %.1f s%s, everybody had everything %.1f s later%n",
        outcome.settling().toMillis() / 1e3,
        outcome.settled() ? "" : " (NOT: given up)",
        outcome.converging().toMillis() / 1e3);
    out.printf(Locale.ROOT, "%n%-58s %10s %10s%n", "promise", "checked", "violations");
    for (Verdict verdict : outcome.verdicts()) {
      out.printf(
          Locale.ROOT,
          "%-58s %10d %10d%s%n",
          verdict.promise(),
          verdict.checked(),
          verdict.violations().size(),
          !verdict.kept() ? "  VIOLATED" : verdict.checked() == 0 ? "  NEVER SEEN" : "");
    }
    outcome.verdicts().stream()
        .filter(verdict -> !verdict.kept())
        .forEach(verdict -> printViolations(outcome, verdict));
    out.printf(
        Locale.ROOT,
        "%n%s%n",
        outcome.kept() ? "All promises were kept." : "NOT all promises were kept.");
  }

  /** A line of its own. */
  void print(String text) {
    out.println(text);
  }

  /** One fault, as soon as it is over. */
  void print(FaultReport fault, long startNanos) {
    out.printf(
        Locale.ROOT,
        "%8.1f s  %-36s over after %5.1f s, healthy after %5.1f s%s%n",
        (fault.startNanos() - startNanos) / 1e9,
        fault.fault(),
        (fault.liftedNanos() - fault.startNanos()) / 1e9,
        (fault.healthyNanos() - fault.startNanos()) / 1e9,
        trouble(fault));
  }

  /** What each restart meant for the clients. */
  void printRestarts(Outcome outcome) {
    out.println();
    RestartTable.lines(outcome).forEach(out::println);
  }

  /** One line about a control. */
  void printControl(String broken, boolean asExpected, Outcome outcome) {
    String red =
        outcome.verdicts().stream()
            .filter(verdict -> !verdict.kept())
            .map(verdict -> verdict.promise() + " (" + verdict.violations().size() + ")")
            .collect(Collectors.joining("; "));
    out.printf(
        Locale.ROOT,
        "%-28s %s, as %s: %s%n",
        broken,
        outcome.kept() ? "green" : "red",
        asExpected ? "it must be" : "it MUST NOT be",
        red.isEmpty() ? outcome.acked() + " messages" : red);
  }

  private void printFaults(Outcome outcome, PushDelays delays) {
    if (outcome.faults().isEmpty()) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n%d faults; pushes of messages acknowledged meanwhile:%n",
        outcome.faults().size());
    for (FaultReport fault : outcome.faults()) {
      out.printf(
          Locale.ROOT,
          "%8.1f s  %-36s healthy after %5.1f s  %s%s%n",
          (fault.startNanos() - outcome.startNanos()) / 1e9,
          fault.fault(),
          (fault.healthyNanos() - fault.startNanos()) / 1e9,
          delays.between(fault.startNanos(), fault.healthyNanos()),
          trouble(fault));
    }
  }

  private static String trouble(FaultReport fault) {
    return fault.well() ? "" : "  FAILED: " + fault.trouble();
  }

  private void printViolations(Outcome outcome, Verdict verdict) {
    out.printf(
        Locale.ROOT,
        "%n%s: %d violations, the first ones:%n",
        verdict.promise(),
        verdict.violations().size());
    var surroundings = new Surroundings(outcome.evidence(), outcome.startNanos());
    for (Violation violation : verdict.violations().stream().limit(MOST_SHOWN).toList()) {
      out.printf(
          Locale.ROOT,
          "%n  %s (conversation %d)%n",
          violation.text(),
          violation.conversation().value());
      surroundings.of(violation).forEach(text -> out.printf(Locale.ROOT, "    %s%n", text));
    }
  }
}
