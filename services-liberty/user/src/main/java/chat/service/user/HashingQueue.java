package chat.service.user;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/**
 * Keeps password hashing from taking all CPUs and all memory: two at a time, and {@value #WAITING}
 * wait, about three seconds of work. Who comes then is told to try again. Both numbers can be set
 * with MicroProfile Config, as {@code
 * chat.service.user.HashingQueue/run/Bulkhead/{value,waitingTaskQueue}}.
 */
@ApplicationScoped
class HashingQueue {
  private static final int WAITING = 100;

  /** Runs the work on a thread of the container, later. */
  @Asynchronous
  @Bulkhead(value = 2, waitingTaskQueue = WAITING)
  public <T> CompletionStage<T> run(Supplier<T> work) {
    return CompletableFuture.completedFuture(work.get());
  }

  /**
   * Waits for what the queue's stage brings.
   *
   * @throws Refused 503 when the queue was full
   */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BulkheadException) {
        throw new Refused(
            ErrorCode.UNAVAILABLE, "too many people log in at this moment, try again");
      }
      throw e;
    }
  }
}
