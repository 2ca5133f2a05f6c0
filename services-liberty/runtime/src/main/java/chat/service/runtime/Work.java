package chat.service.runtime;

import io.grpc.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Does the work of calls on the container's threads, so much of each kind at a time. Overflow rule:
 * {@value #WAITING} pieces wait, and a further one fails at once with a BulkheadException. Work
 * whose caller has gone, or whose deadline is over, is not begun; what has begun is not
 * interrupted, as that would break its connection to the database, whose own time-outs end it.
 * While the database is away the circuit breaker opens, and work fails at once instead of waiting
 * for connections. All numbers can be set with MicroProfile Config, as {@code
 * chat.service.runtime.Work/Bulkhead/value}; the container counts all of it ({@code ft_…}).
 */
@ApplicationScoped
@Asynchronous
@Bulkhead(value = Work.RUNNING, waitingTaskQueue = Work.WAITING)
@CircuitBreaker(
    requestVolumeThreshold = Work.CALLS_LOOKED_AT,
    failureRatio = Work.PART_FAILED,
    delay = Work.OPEN_MS,
    failOn = DatabaseTrouble.Away.class)
public class Work {
  /** More than the pool of connections to the database has, as not all work needs one. */
  static final int RUNNING = 32;

  static final int WAITING = 256;

  static final int CALLS_LOOKED_AT = 20;
  static final double PART_FAILED = 0.5;
  static final int OPEN_MS = 1_000;

  /**
   * Work that must not be done twice.
   *
   * @param call whose context the work needs
   * @return fails with what the work throws; with {@link DatabaseTrouble} when that is the reason
   */
  public <T> CompletionStage<T> once(Context call, Supplier<T> work) {
    return run(call, work);
  }

  /**
   * Work that may be done twice, as a deadlock or a connection that broke while it was idle in the
   * pool makes necessary: again after 50 ms, give or take 40, twice, and within 2 s.
   *
   * @param call whose context the work needs
   * @return fails with what the work throws; with {@link DatabaseTrouble} when that is the reason
   */
  @Retry(
      maxRetries = 2,
      delay = 50,
      jitter = 40,
      maxDuration = 2_000,
      retryOn = DatabaseTrouble.class)
  public <T> CompletionStage<T> repeatable(Context call, Supplier<T> work) {
    return run(call, work);
  }

  private static <T> CompletionStage<T> run(Context call, Supplier<T> work) {
    if (call.isCancelled()) {
      throw new CancellationException("nobody waits for the answer any more");
    }
    Context before = call.attach();
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (RuntimeException e) {
      throw DatabaseTrouble.or(e);
    } finally {
      call.detach(before);
    }
  }
}
