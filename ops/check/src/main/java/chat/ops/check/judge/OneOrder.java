package chat.ops.check.judge;

import chat.ops.check.history.Receipt;

/** Every device sees the same message at the same place: the one that the table has there. */
final class OneOrder implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("all devices see one order");
    for (Receipt receipt : evidence.history().receipts()) {
      verdict.checked();
      boolean same =
          receipt.seq() == 0
              ? evidence.row(receipt.content()).isPresent()
              : evidence
                  .at(receipt.conversation(), receipt.seq())
                  .filter(row -> row.content().equals(receipt.content()))
                  .isPresent();
      if (!same) {
        verdict.violated(
            new Violation(
                receipt.stay() + " saw \"" + receipt.content() + "\", the table has another",
                receipt.conversation(),
                receipt.seq(),
                receipt.content()));
      }
    }
    return verdict.build();
  }
}
