package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Between two messages of a conversation that a connection sees, it sees all that were written
 * between them, but for those that its device sent, and those that the same user sent elsewhere
 * before it logged in. Where the device said what it had seen before, the first of the two is that,
 * and what the user sent elsewhere is missing like any other. Judged where both messages were
 * certainly stored while the user was in, and not shut out in between.
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
          Doors doors = evidence.doors(conversation, stay.userId());
          long last = stay.seen().getOrDefault(conversation, 0L);
          int lastStretch =
              evidence.at(conversation, last).map(row -> stretch(evidence, doors, row)).orElse(-1);
          for (Receipt receipt : receipts) {
            Optional<Row> row = evidence.row(receipt.content());
            if (row.isEmpty()) {
              continue;
            }
            verdict.checked();
            int stretch = stretch(evidence, doors, row.get());
            if (stretch >= 0 && stretch == lastStretch) {
              for (Row skipped : evidence.between(conversation, last, row.get().seq())) {
                if (!isOwn(evidence, stay, skipped)) {
                  verdict.violated(
                      Violation.of(
                          stay + " saw seq " + last + " and then " + row.get().seq(), skipped));
                }
              }
            }
            lastStretch = stretch;
            last = Math.max(last, row.get().seq());
          }
        });
  }

  /** In which stretch of being in a message was certainly stored. */
  private static int stretch(Evidence evidence, Doors doors, Row row) {
    OptionalLong sent = evidence.sentNanos(row);
    return sent.isEmpty()
        ? -1
        : doors.stretchIn(sent.getAsLong(), evidence.storedNanos(row.content()));
  }

  private static boolean isOwn(Evidence evidence, Stay stay, Row row) {
    boolean resumed = stay.seen().containsKey(row.conversation());
    return row.fromId() == stay.userId()
        && evidence.attempts(row.content()).stream()
            .anyMatch(
                attempt ->
                    attempt.stay().isSameDevice(stay)
                        || (!resumed && attempt.sentNanos() < stay.loggedInNanos()));
  }
}
