package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The exact history around a violation: who sent, was told and saw what, and what is stored. */
public final class Surroundings {
  private static final int NEIGHBOURS = 2;
  private static final int MOST_LINES = 60;

  private final Evidence evidence;
  private final long startNanos;

  private record Line(long nanos, String text) {}

  /**
   * The surroundings in a run.
   *
   * @param startNanos the time that is printed as 0
   */
  public Surroundings(Evidence evidence, long startNanos) {
    this.evidence = evidence;
    this.startNanos = startNanos;
  }

  /** The lines about a violation: the table, then what happened, by time. */
  public List<String> of(Violation violation) {
    List<String> text = new ArrayList<>();
    Set<String> contents = new HashSet<>();
    if (!violation.content().isEmpty()) {
      contents.add(violation.content());
    }
    for (Row row : evidence.conversations().getOrDefault(violation.conversation(), List.of())) {
      if (Math.abs(row.seq() - violation.seq()) <= NEIGHBOURS
          || row.content().equals(violation.content())) {
        text.add(
            String.format(
                "table      seq %d from %d msg_id %s \"%s\" at %d",
                row.seq(), row.fromId(), row.msgId(), row.content(), row.timestampMs()));
        contents.add(row.content());
      }
    }
    List<Line> lines = new ArrayList<>();
    contents.forEach(content -> evidence.attempts(content).forEach(one -> add(one, lines)));
    evidence.history().receipts().stream()
        .filter(receipt -> contents.contains(receipt.content()))
        .forEach(receipt -> lines.add(line(receipt)));
    evidence.history().changes().stream()
        .filter(change -> change.conversation().equals(violation.conversation()))
        .forEach(change -> lines.add(new Line(change.requestedNanos(), "change     " + change)));
    evidence.history().complaints().stream()
        .filter(complaint -> complaint.conversation().equals(violation.conversation()))
        .forEach(
            complaint -> lines.add(new Line(complaint.nanos(), "complaint  " + complaint.text())));
    lines.stream()
        .sorted(Comparator.comparingLong(Line::nanos))
        .limit(MOST_LINES)
        .map(line -> seconds(line.nanos()) + "  " + line.text())
        .forEach(text::add);
    return text;
  }

  private static void add(Attempt attempt, List<Line> lines) {
    String what = "\"" + attempt.send().content() + "\" msg_id " + attempt.send().msgId() + " on ";
    lines.add(new Line(attempt.sentNanos(), "sent       " + what + attempt.stay()));
    attempt
        .answer()
        .ifPresent(
            answer ->
                lines.add(
                    new Line(
                        answer.nanos(),
                        "answered   "
                            + what
                            + attempt.stay()
                            + ": errno "
                            + answer.errno()
                            + " seq "
                            + answer.seq())));
  }

  private static Line line(Receipt receipt) {
    return new Line(
        receipt.nanos(),
        "received   \"" + receipt.content() + "\" seq " + receipt.seq() + " on " + receipt.stay());
  }

  private String seconds(long nanos) {
    return String.format(Locale.ROOT, "%10.4f s", (nanos - startNanos) / 1e9);
  }
}
