package chat.service.user;

import io.grpc.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Keeps password hashing from taking all CPUs and all memory: two run at a time and {@value
 * #WAITING} wait, about three seconds of work. One more and the stage fails with a
 * BulkheadException. Both numbers can be set with MicroProfile Config, as {@code
 * chat.service.user.HashingQueue/run/Bulkhead/value} and {@code .../waitingTaskQueue}.
 */
@ApplicationScoped
class HashingQueue {
  private static final int WAITING = 40;

  /**
   * Runs the work on a thread of the container, later.
   *
   * @param call nothing is done for a caller that is gone when its turn comes
   * @param work what takes the time
   */
  @Asynchronous
  @Bulkhead(value = 2, waitingTaskQueue = WAITING)
  public <T> CompletionStage<T> run(Context call, Supplier<T> work) {
    if (call.isCancelled()) {
      return CompletableFuture.failedFuture(new CancellationException("the caller is gone"));
    }
    return CompletableFuture.completedFuture(work.get());
  }
}
