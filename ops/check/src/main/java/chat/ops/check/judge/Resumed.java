package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device that says at its login what it has seen gets what was acknowledged since then, and
 * nothing of what it has seen. Judged in conversations in which its user was all the time, and for
 * what was missed where the connection lasted long enough to bring it.
 */
public final class Resumed implements Promise {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("who resumes gets what it missed, and nothing else");
    Map<Stay, Map<ConversationId, List<Receipt>>> receipts = evidence.receiptsByStay();
    for (Stay stay : evidence.history().stays()) {
      if (stay.loggedInNanos() != Stay.NEVER) {
        Map<ConversationId, List<Receipt>> got = receipts.getOrDefault(stay, Map.of());
        stay.seen()
            .forEach(
                (conversation, seq) ->
                    judge(
                        evidence,
                        stay,
                        conversation,
                        seq,
                        got.getOrDefault(conversation, List.of()),
                        verdict));
      }
    }
    return verdict.build();
  }

  private static void judge(
      Evidence evidence,
      Stay stay,
      ConversationId conversation,
      long seen,
      List<Receipt> receipts,
      Verdict.Builder verdict) {
    Set<Long> got = new HashSet<>();
    for (Receipt receipt : receipts) {
      verdict.checked();
      got.add(receipt.seq());
      if (receipt.seq() <= seen) {
        verdict.violated(
            new Violation(
                stay + " had seen up to seq " + seen,
                conversation,
                receipt.seq(),
                receipt.content()));
      }
    }
    boolean certain =
        evidence.stands(stay.userId(), conversation)
            && evidence.changes(conversation, stay.userId()).isEmpty();
    long lasted = Math.min(stay.endedNanos(), evidence.endNanos()) - stay.loggedInNanos();
    if (!certain || lasted < LONG_ENOUGH.toNanos()) {
      return;
    }
    for (Row row : evidence.between(conversation, seen, Long.MAX_VALUE)) {
      boolean missed = evidence.ackNanos(row.content()) < stay.loggedInNanos();
      if (missed && !isOwn(evidence, stay, row)) {
        verdict.checked();
        if (!got.contains(row.seq())) {
          verdict.violated(Violation.of(stay + " missed it, and resumed without it", row));
        }
      }
    }
  }

  private static boolean isOwn(Evidence evidence, Stay stay, Row row) {
    return evidence.attempts(row.content()).stream()
        .anyMatch(attempt -> attempt.stay().isSameDevice(stay));
  }
}
