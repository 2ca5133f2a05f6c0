package chat.ops.check.judge;

import chat.ops.check.client.Errno;
import chat.ops.check.history.Attempt;
import chat.ops.check.history.Stay;

/**
 * What was refused for a time, or cut off before it was answered, is acknowledged when it is sent
 * once more. A promise of rolling restarts only: under faults there may be nobody to take it for
 * long. Who left without waiting for an answer was not cut off.
 */
public final class OneRetry implements Promise {
  /** Whether the server did not take it, or did not say so. */
  public static boolean failed(Attempt attempt) {
    if (attempt.probe() || !attempt.send().acknowledged()) {
      return false;
    }
    return attempt
        .answer()
        .map(answer -> Errno.isPassing(answer.errno()))
        .orElseGet(() -> attempt.stay().endedNanos() != Stay.NEVER && !attempt.stay().left());
  }

  @Override
  public Verdict judge(Evidence evidence) {
    var verdict = new Verdict.Builder("a send that failed succeeds when retried once");
    evidence
        .attempts()
        .forEach(
            attempts -> {
              verdict.checked();
              boolean before = false;
              for (Attempt attempt : attempts) {
                boolean failed = failed(attempt);
                if (failed && before) {
                  verdict.violated(
                      Violation.of("failed twice, at last on " + attempt.stay(), attempt));
                }
                before = failed;
              }
            });
    return verdict.build();
  }
}
