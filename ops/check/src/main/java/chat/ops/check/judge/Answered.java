package chat.ops.check.judge;

import chat.ops.check.client.Errno;
import chat.ops.check.history.Attempt;
import java.time.Duration;

/**
 * When the promise cannot be kept the server says so: whatever is sent over a connection that lasts
 * is answered, and refused only for a reason: because it must be tried again after a time that it
 * names, or because the sender may have been shut out of the conversation meanwhile.
 */
final class Answered implements Promise {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("every message is answered, no refusal without a reason");
    for (Attempt attempt : evidence.history().attempts()) {
      if (attempt.send().acknowledged()) {
        judge(evidence, attempt, verdict);
      }
    }
    evidence
        .history()
        .complaints()
        .forEach(
            complaint ->
                verdict.violated(new Violation(complaint.text(), complaint.conversation(), 0, "")));
    return verdict.build();
  }

  private static void judge(Evidence evidence, Attempt attempt, Verdict.Builder verdict) {
    verdict.checked();
    if (attempt.answer().isEmpty()) {
      long until = Math.min(attempt.stay().endedNanos(), evidence.endNanos());
      if (until - attempt.sentNanos() > LONGEST.toNanos()) {
        verdict.violated(Violation.of("not answered on " + attempt.stay(), attempt));
      }
      return;
    }
    Attempt.Answer answer = attempt.answer().get();
    if (Errno.isPassing(answer.errno()) && answer.retryAfterMs() <= 0) {
      verdict.violated(
          Violation.of("told to send again, and not when: errno " + answer.errno(), attempt));
    }
    boolean excused =
        answer.errno() == Errno.OK
            || Errno.isPassing(answer.errno())
            || attempt.probe()
            || (answer.errno() == Errno.FORBIDDEN
                && evidence
                    .doors(attempt.send().conversation(), attempt.send().fromId())
                    .mayBeOut(attempt.sentNanos(), answer.nanos()));
    if (!excused) {
      verdict.violated(Violation.of("refused with errno " + answer.errno(), attempt));
    }
  }
}
