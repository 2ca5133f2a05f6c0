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
  private record Mark(int fromId, String msgId) {}

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder(Judge.KEPT_ONCE);
    for (Attempt attempt : evidence.history().attempts()) {
      attempt.ack().ifPresent(ack -> checkAck(evidence, attempt, ack, verdict));
    }
    Map<String, Row> byContent = new HashMap<>();
    Map<Mark, Row> byMark = new HashMap<>();
    for (Row row : evidence.rows()) {
      Row same = byContent.putIfAbsent(row.content(), row);
      Row marked = byMark.putIfAbsent(new Mark(row.fromId(), row.msgId()), row);
      if (same != null || marked != null) {
        Row other = same == null ? marked : same;
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
