package chat.ops.check;

import chat.ops.check.fault.FaultReport;
import chat.ops.check.history.Attempt;
import chat.ops.check.history.Departure;
import chat.ops.check.history.History;
import chat.ops.check.history.Stay;
import chat.ops.check.judge.CameBack;
import chat.ops.check.judge.OneRetry;
import chat.ops.check.judge.PushDelays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What each restart of a rolling restart meant for the clients, until the next one began. */
final class RestartTable {
  private RestartTable() {}

  /** A title and one line for each restart. */
  static List<String> lines(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-10s %8s %10s %8s %10s %10s %8s  %s",
            "part",
            "ready",
            "reconnects",
            "in 1 s",
            "longest",
            "past due",
            "retried",
            "pushes meanwhile"));
    List<FaultReport> restarts = outcome.faults();
    for (int i = 0; i < restarts.size(); i++) {
      long until =
          i + 1 < restarts.size()
              ? restarts.get(i + 1).startNanos()
              : outcome.evidence().endNanos();
      lines.add(line(outcome, restarts.get(i), until));
    }
    return lines;
  }

  private static String line(Outcome outcome, FaultReport restart, long untilNanos) {
    History history = outcome.evidence().history();
    long from = restart.startNanos();
    List<Departure> departures =
        history.departures().stream()
            .filter(one -> isBetween(one.toldNanos(), from, untilNanos))
            .filter(one -> one.backNanos() != Stay.NEVER)
            .toList();
    long retried =
        history.attempts().stream()
            .filter(OneRetry::failed)
            .map(Attempt::sentNanos)
            .filter(nanos -> isBetween(nanos, from, untilNanos))
            .count();
    return String.format(
        Locale.ROOT,
        "%-10s %6.1f s %10d %8d %8.1f s %8.2f s %8d  %s",
        restart.fault().part(),
        (restart.liftedNanos() - from) / 1e9,
        departures.size(),
        CameBack.mostInASecond(departures),
        longest(departures, one -> one.backNanos() - one.toldNanos()),
        longest(departures, one -> one.backNanos() - one.toldNanos() - comeBackNanos(one)),
        retried,
        PushDelays.of(outcome.evidence()).between(from, untilNanos));
  }

  private static boolean isBetween(long nanos, long fromNanos, long untilNanos) {
    return nanos >= fromNanos && nanos < untilNanos;
  }

  private static long comeBackNanos(Departure departure) {
    return departure.comeBackMs().orElse(0) * 1_000_000L;
  }

  /** In seconds. */
  private static double longest(List<Departure> departures, ToLongFunction<Departure> nanos) {
    return departures.stream().mapToLong(nanos).max().orElse(0) / 1e9;
  }
}
