package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Change;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
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
      int userId = receipt.stay().userId();
      List<Change> changes = evidence.changes(receipt.conversation(), userId);
      var row = evidence.row(receipt.content());
      if (changes.isEmpty() || row.isEmpty()) {
        continue;
      }
      verdict.checked();
      long storedBefore = Math.min(evidence.ackNanos(receipt.content()), receipt.nanos());
      if (isShutOut(changes, evidence.sentNanos(row.get()), storedBefore)) {
        verdict.violated(Violation.of(receipt.stay() + " got it while shut out", row.get()));
      }
    }
    for (Attempt attempt : evidence.history().attempts()) {
      List<Change> changes =
          evidence.changes(attempt.send().conversation(), attempt.send().fromId());
      if (changes.isEmpty() || attempt.ack().isEmpty()) {
        continue;
      }
      verdict.checked();
      Row row = evidence.row(attempt.send().content()).orElse(null);
      if (row != null && isShutOut(changes, evidence.sentNanos(row), attempt.ack().get().nanos())) {
        verdict.violated(Violation.of("accepted from somebody who is shut out", attempt));
      }
    }
    return verdict.build();
  }

  /** Whether all of the time between lies in one certain stretch of being out. */
  private static boolean isShutOut(
      List<Change> changes, OptionalLong sentNanos, long storedBeforeNanos) {
    if (sentNanos.isEmpty()) {
      return false;
    }
    boolean out = false;
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      long nextRequest = i + 1 < changes.size() ? changes.get(i + 1).requestedNanos() : Stay.NEVER;
      out |=
          !change.in()
              && change.answeredNanos() < sentNanos.getAsLong()
              && storedBeforeNanos < nextRequest;
    }
    return out;
  }
}
