package chat.ops.check.judge;

import chat.ops.check.client.Errno;
import chat.ops.check.history.Attempt;
import java.util.HashMap;
import java.util.Map;

/**
 * Sending again is safe: the same msg_id with the same content is answered with the first seq and
 * time, with another content by a conflict.
 */
final class SameAnswer implements Promise {
  private record Key(int fromId, String msgId) {}

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("sent again, answered the same");
    Map<Key, Attempt> first = new HashMap<>();
    for (Attempt attempt : evidence.history().attempts()) {
      if (attempt.probe()) {
        attempt
            .answer()
            .ifPresent(
                answer -> {
                  verdict.checked();
                  if (answer.errno() != Errno.CONFLICT && !Errno.isPassing(answer.errno())) {
                    verdict.violated(
                        Violation.of("another content was answered with " + answer, attempt));
                  }
                });
      } else {
        attempt.ack().ifPresent(ack -> compare(attempt, ack, first, verdict));
      }
    }
    return verdict.build();
  }

  private static void compare(
      Attempt attempt, Attempt.Answer ack, Map<Key, Attempt> first, Verdict.Builder verdict) {
    Attempt other =
        first.putIfAbsent(new Key(attempt.send().fromId(), attempt.send().msgId()), attempt);
    if (other == null) {
      return;
    }
    verdict.checked();
    Attempt.Answer before = other.ack().orElseThrow();
    if (before.seq() != ack.seq() || before.timestampMs() != ack.timestampMs()) {
      verdict.violated(Violation.of("answered with " + before + " and with " + ack, attempt));
    }
  }
}
