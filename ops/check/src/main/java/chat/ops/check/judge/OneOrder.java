package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import java.util.List;

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
              : at(evidence, receipt).equals(receipt.content());
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

  private static String at(Evidence evidence, Receipt receipt) {
    List<Row> rows = evidence.conversations().getOrDefault(receipt.conversation(), List.of());
    int index = (int) receipt.seq() - 1;
    if (index < rows.size() && rows.get(index).seq() == receipt.seq()) {
      return rows.get(index).content();
    }
    // Where the sequence has gaps, which another promise is about.
    return rows.stream()
        .filter(row -> row.seq() == receipt.seq())
        .map(Row::content)
        .findFirst()
        .orElse("");
  }
}
