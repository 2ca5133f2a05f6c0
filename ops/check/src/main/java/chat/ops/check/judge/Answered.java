package chat.ops.check.judge;

import chat.ops.check.history.Attempt;
import java.time.Duration;
import java.util.Set;

/**
 * When the promise cannot be kept the server says so: whatever is sent over a connection that lasts
 * is answered, and refused only for a reason: because it must be tried again later, or because the
 * sender was shut out of the conversation at some time.
 */
final class Answered implements Promise {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int FORBIDDEN = 403;
  private static final Set<Integer> PASSING = Set.of(429, 503);

  /** Whether an errno asks to try again later. */
  static boolean isPassing(int errno) {
    return PASSING.contains(errno);
  }

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
    int errno = attempt.answer().get().errno();
    boolean excused =
        errno == 0
            || isPassing(errno)
            || attempt.probe()
            || (errno == FORBIDDEN
                && !evidence
                    .changes(attempt.send().conversation(), attempt.send().fromId())
                    .isEmpty());
    if (!excused) {
      verdict.violated(Violation.of("refused with errno " + errno, attempt));
    }
  }
}
