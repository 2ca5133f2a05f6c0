package chat.gateway.backend;

import io.helidon.faulttolerance.Retry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Makes calls again that failed by an instance's fault: {@value #CALLS} times in all, after {@value
 * #DELAY_MS} ms give or take {@value #JITTER_MS}, so that those who failed together do not come
 * back together. Thread-safe.
 */
final class Repeats {
  static final int CALLS = 3;
  static final int DELAY_MS = 75;
  static final int JITTER_MS = 50;

  private final Retry retry;

  /** A call failed, and may be made again. */
  static final class Again extends RuntimeException {
    /** With the reason, which is the answer when it was the last time. */
    Again(RuntimeException cause) {
      super(cause.getMessage(), cause, false, false);
    }

    /** Why the call failed. */
    RuntimeException reason() {
      return (RuntimeException) getCause();
    }
  }

  /**
   * None yet.
   *
   * @param timeout of one call at most; whoever calls keeps the deadline of all together
   */
  Repeats(Duration timeout) {
    retry =
        Retry.create(
            settings ->
                settings
                    .calls(CALLS)
                    .retryPolicy(pauses())
                    .overallTimeout(timeout.plusMillis(DELAY_MS + JITTER_MS).multipliedBy(CALLS))
                    .addApplyOn(Again.class));
  }

  /** How long to wait before each further call. */
  static Retry.RetryPolicy pauses() {
    return Retry.JitterRetryPolicy.builder()
        .calls(CALLS)
        .delay(Duration.ofMillis(DELAY_MS))
        .jitter(Duration.ofMillis(JITTER_MS))
        .build();
  }

  /**
   * Makes the call, as often as it throws {@link Again}.
   *
   * @throws CancellationException when the thread was interrupted between two calls, and still is
   * @throws RuntimeException what the call threw last, the reason where that was {@link Again}
   */
  <A> A invoke(Supplier<A> call) {
    try {
      return retry.invoke(call);
    } catch (Again e) {
      throw e.reason();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
      throw e;
    }
  }

  /** How many calls have been made again. */
  long count() {
    return retry.retryCounter();
  }
}
