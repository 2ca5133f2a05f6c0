package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Row;
import java.util.HashMap;
import java.util.Map;

/**
 * Acked means kept, once: whatever was acknowledged is in the table with that place and time, and
 * no message, acknowledged or not, is in it twice, or without having been sent.
 */
final class StoredAsAcked implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder(Judge.KEPT_ONCE);
    for (Attempt attempt : evidence.history().attempts()) {
      attempt.ack().ifPresent(ack -> checkAck(evidence, attempt, ack, verdict));
    }
    Map<String, Row> seen = new HashMap<>();
    for (Row row : evidence.rows()) {
      Row other = seen.putIfAbsent(row.content(), row);
      if (other != null) {
        verdict.violated(Violation.of("stored twice, also as seq " + other.seq(), row));
      }
      if (evidence.attempts(row.content()).stream()
          .noneMatch(attempt -> attempt.send().fromId() == row.fromId())) {
        verdict.violated(Violation.of("stored, but never sent", row));
      }
    }
    return verdict.build();
  }

  private static void checkAck(
      Evidence evidence, Attempt attempt, Attempt.Answer ack, Verdict.Builder verdict) {
    verdict.checked();
    Row row = evidence.row(attempt.send().content()).orElse(null);
    if (row == null) {
      verdict.violated(Violation.of("acknowledged as seq " + ack.seq() + " and lost", attempt));
    } else if (row.seq() != ack.seq()
        || row.timestampMs() != ack.timestampMs()
        || !row.conversation().equals(attempt.send().conversation())
        || !row.msgId().equals(attempt.send().msgId())) {
      verdict.violated(Violation.of("acknowledged as " + ack + ", stored as " + row, attempt));
    }
  }
}
