package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import java.util.OptionalLong;

/**
 * A connection never sees a seq twice, nor a lower one after a higher one, nor what its device said
 * that it had seen.
 */
final class ShownOnce implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("no connection sees a message twice or late");
    evidence
        .receiptsByStay()
        .values()
        .forEach(
            conversations ->
                conversations
                    .values()
                    .forEach(
                        receipts -> {
                          Receipt first = receipts.getFirst();
                          long last = first.stay().seen().getOrDefault(first.conversation(), 0L);
                          for (Receipt receipt : receipts) {
                            OptionalLong seq = evidence.seqOf(receipt);
                            if (seq.isEmpty()) {
                              continue;
                            }
                            verdict.checked();
                            if (seq.getAsLong() <= last) {
                              verdict.violated(
                                  new Violation(
                                      receipt.stay() + " saw it after seq " + last,
                                      receipt.conversation(),
                                      seq.getAsLong(),
                                      receipt.content()));
                            }
                            last = Math.max(last, seq.getAsLong());
                          }
                        }));
    return verdict.build();
  }
}
