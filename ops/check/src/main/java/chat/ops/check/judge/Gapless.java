package chat.ops.check.judge;

import chat.ops.check.history.Row;

/** One order per conversation: 1, 2, 3, … without gaps, at times that never decrease. */
final class Gapless implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder(Judge.GAPLESS);
    evidence
        .conversations()
        .values()
        .forEach(
            rows -> {
              long expected = 1;
              long latest = 0;
              for (Row row : rows) {
                verdict.checked();
                if (row.seq() != expected) {
                  verdict.violated(
                      Violation.of("seq " + row.seq() + " where " + expected + " is due", row));
                }
                if (row.timestampMs() < latest) {
                  verdict.violated(Violation.of("earlier than its predecessor", row));
                }
                expected = row.seq() + 1;
                latest = row.timestampMs();
              }
            });
    return verdict.build();
  }
}
