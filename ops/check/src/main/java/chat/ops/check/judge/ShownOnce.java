package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import java.util.OptionalLong;

/** A connection never sees a seq twice, nor a lower one after a higher one. */
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
                          long last = 0;
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
