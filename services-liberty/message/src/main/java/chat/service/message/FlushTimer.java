package chat.service.message;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.function.LongConsumer;

/**
 * Takes the time of a transaction's COMMIT alone, which the container asks the database for: nearly
 * all of it is the flush of MariaDB's log to the disk.
 */
final class FlushTimer implements Synchronization {
  private final LongConsumer flushed;
  private long beganNanos;

  /**
   * Of one transaction.
   *
   * @param flushed gets the nanoseconds when it is committed
   */
  FlushTimer(LongConsumer flushed) {
    this.flushed = flushed;
  }

  @Override
  public void beforeCompletion() {
    beganNanos = System.nanoTime();
  }

  @Override
  public void afterCompletion(int status) {
    if (status == Status.STATUS_COMMITTED) {
      flushed.accept(System.nanoTime() - beganNanos);
    }
  }
}
