package chat.ops.check.judge;

import chat.ops.check.history.Change;
import chat.ops.check.history.Receipt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Everybody gets everything that others wrote, by the end of the run. Whoever's devices all
 * acknowledge has got it on some of them; and a connection that is open at the end has got all that
 * was sent after its login elsewhere, whatever its dialect. (A device that knows no
 * acknowledgements counts as having got what its socket took, so what was under way when it broke
 * may be missing.)
 */
public final class Converged implements Promise {
  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder(Judge.EVERYTHING);
    Map<Stay, Set<String>> byStay = new HashMap<>();
    Map<Integer, Set<String>> byUser = new HashMap<>();
    for (Receipt receipt : evidence.history().receipts()) {
      byStay.computeIfAbsent(receipt.stay(), _ -> new HashSet<>()).add(receipt.content());
      byUser.computeIfAbsent(receipt.stay().userId(), _ -> new HashSet<>()).add(receipt.content());
    }
    Set<Integer> strict = acknowledgingUsers(evidence);
    for (int userId : strict) {
      Set<String> got = byUser.getOrDefault(userId, Set.of());
      Predicate<Row> own = row -> row.fromId() == userId;
      String text = "user " + userId + " never got it";
      expect(evidence, userId, Long.MIN_VALUE, own, got, text, verdict);
    }
    for (Stay stay : evidence.history().stays()) {
      if (stay.open()) {
        Set<String> got = byStay.getOrDefault(stay, Set.of());
        Predicate<Row> own = row -> isSentOn(evidence, stay, row);
        String text = stay + ", open since before, did not get it";
        expect(evidence, stay.userId(), stay.loggedInNanos(), own, got, text, verdict);
      }
    }
    return verdict.build();
  }

  private static Set<Integer> acknowledgingUsers(Evidence evidence) {
    Set<Integer> users = new HashSet<>();
    evidence.history().stays().forEach(stay -> users.add(stay.userId()));
    evidence.history().stays().stream()
        .filter(stay -> !stay.acknowledging())
        .forEach(stay -> users.remove(stay.userId()));
    return users;
  }

  private static void expect(
      Evidence evidence,
      int userId,
      long sentAfterNanos,
      Predicate<Row> exempt,
      Set<String> got,
      String otherwise,
      Verdict.Builder verdict) {
    evidence
        .conversations()
        .forEach(
            (conversation, rows) -> {
              long from = Math.max(sentAfterNanos, memberSince(evidence, conversation, userId));
              if (from != Stay.NEVER) {
                for (Row row : rows) {
                  if (!exempt.test(row) && evidence.sentNanos(row).orElse(Long.MIN_VALUE) > from) {
                    verdict.checked();
                    if (!got.contains(row.content())) {
                      verdict.violated(Violation.of(otherwise, row));
                    }
                  }
                }
              }
            });
  }

  private static boolean isSentOn(Evidence evidence, Stay stay, Row row) {
    return evidence.attempts(row.content()).stream()
        .anyMatch(attempt -> attempt.stay().equals(stay));
  }

  /** From when on a user is in a conversation to the end; NEVER where that is not certain. */
  private static long memberSince(Evidence evidence, ConversationId conversation, int userId) {
    if (evidence.stands(userId, conversation)) {
      return Long.MIN_VALUE;
    }
    List<Change> changes = evidence.changes(conversation, userId);
    return conversation.isGroup() && !changes.isEmpty() && changes.getLast().in()
        ? changes.getLast().answeredNanos()
        : Stay.NEVER;
  }
}
