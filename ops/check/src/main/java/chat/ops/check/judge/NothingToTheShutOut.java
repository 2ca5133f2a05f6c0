package chat.ops.check.judge;

import chat.ops.check.history.Change;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who was removed or blocked before a commit gets nothing of it, and stores nothing. Judged where
 * the clients can know the order: a message was first sent after the shutting out was answered, and
 * stored before the letting in was asked for.
 */
final class NothingToTheShutOut implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("nothing reaches the removed and the blocked");
    for (Receipt receipt : evidence.history().receipts()) {
      evidence
          .row(receipt.content())
          .filter(row -> isShutOut(evidence, receipt.stay().userId(), row, verdict))
          .ifPresent(
              row ->
                  verdict.violated(Violation.of(receipt.stay() + " got it while shut out", row)));
    }
    for (Row row : evidence.rows()) {
      if (isShutOut(evidence, row.fromId(), row, verdict)) {
        verdict.violated(Violation.of("stored from somebody who is shut out", row));
      }
    }
    return verdict.build();
  }

  /** Whether a user was certainly out from the first sending of a message until it was stored. */
  private static boolean isShutOut(
      Evidence evidence, int userId, Row row, Verdict.Builder verdict) {
    List<Change> changes = evidence.changes(row.conversation(), userId);
    OptionalLong sent = evidence.sentNanos(row);
    if (changes.isEmpty() || sent.isEmpty()) {
      return false;
    }
    verdict.checked();
    return evidence
        .doors(row.conversation(), userId)
        .isOut(sent.getAsLong(), evidence.storedNanos(row.content()));
  }
}
