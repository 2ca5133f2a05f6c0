package chat.service.trace;

import io.opentelemetry.context.Context;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The span of a transaction's commit, which the container asks the database for. */
public final class CommitSpan implements Synchronization {
  private SqlSpan span = SqlSpan.none();

  private CommitSpan() {}

  /** Watches the current transaction, if it is traced. */
  public static void watch(TransactionSynchronizationRegistry transaction) {
    if (Tracing.isTraced(Context.current())) {
      transaction.registerInterposedSynchronization(new CommitSpan());
    }
  }

  @Override
  public void beforeCompletion() {
    span = SqlSpan.begin("COMMIT", 1);
  }

  @Override
  public void afterCompletion(int status) {
    if (status == Status.STATUS_COMMITTED) {
      span.done();
    }
    span.close();
  }
}
