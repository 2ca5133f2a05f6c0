package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Between two messages of a conversation that a connection sees, it sees all that were written
 * between them, but for those that it sent itself, and those that the same user sent elsewhere
 * before it logged in. Judged for those who were in the conversation all the time.
 */
final class NothingSkipped implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder(Judge.NOTHING_SKIPPED);
    evidence
        .receiptsByStay()
        .forEach((stay, conversations) -> judge(evidence, stay, conversations, verdict));
    return verdict.build();
  }

  private static void judge(
      Evidence evidence,
      Stay stay,
      Map<ConversationId, List<Receipt>> conversations,
      Verdict.Builder verdict) {
    conversations.forEach(
        (conversation, receipts) -> {
          if (!evidence.stands(stay.userId(), conversation)) {
            return;
          }
          List<Row> rows = evidence.conversations().getOrDefault(conversation, List.of());
          long last = 0;
          for (Receipt receipt : receipts) {
            OptionalLong seq = evidence.seqOf(receipt);
            if (seq.isEmpty()) {
              continue;
            }
            verdict.checked();
            for (long skipped = last + 1; last > 0 && skipped < seq.getAsLong(); skipped++) {
              if (skipped <= rows.size() && !isOwn(evidence, stay, rows.get((int) skipped - 1))) {
                verdict.violated(
                    Violation.of(
                        stay + " saw seq " + last + " and then " + seq.getAsLong(),
                        rows.get((int) skipped - 1)));
              }
            }
            last = Math.max(last, seq.getAsLong());
          }
        });
  }

  private static boolean isOwn(Evidence evidence, Stay stay, Row row) {
    return row.fromId() == stay.userId()
        && evidence.attempts(row.content()).stream()
            .anyMatch(
                attempt ->
                    attempt.stay().equals(stay) || attempt.sentNanos() < stay.loggedInNanos());
  }
}
