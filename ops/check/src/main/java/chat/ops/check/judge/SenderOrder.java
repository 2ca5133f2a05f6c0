package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Row;
import chat.ops.check.history.Stay;
import chat.proto.ConversationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one connection sends to a conversation is stored in that order. Judged for messages that
 * were sent once and acknowledged: of one that was sent again any of the attempts may be the one
 * that was stored, and of one without an answer, or without answers in its dialect, the sender may
 * have been told that it failed before the next one was taken.
 */
final class SenderOrder implements Promise {
  private record Way(Stay stay, ConversationId conversation) {}

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("a sender's order is kept");
    Map<Way, Long> last = new HashMap<>();
    for (Attempt attempt : evidence.history().attempts()) {
      String content = attempt.send().content();
      Optional<Row> row = evidence.row(content);
      if (attempt.ack().isEmpty() || row.isEmpty() || evidence.attempts(content).size() > 1) {
        continue;
      }
      verdict.checked();
      Way way = new Way(attempt.stay(), attempt.send().conversation());
      long before = last.getOrDefault(way, 0L);
      if (row.get().seq() < before) {
        verdict.violated(Violation.of("sent after seq " + before, row.get()));
      }
      last.put(way, row.get().seq());
    }
    return verdict.build();
  }
}
