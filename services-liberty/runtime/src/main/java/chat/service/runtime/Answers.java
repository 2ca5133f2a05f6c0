package chat.service.runtime;

import chat.proto.ErrorCode;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.function.Supplier;

/** Answers unary calls: every outcome, our own faults included, becomes a reply with an errno. */
public final class Answers {
  private static final Logger LOG = System.getLogger(Answers.class.getName());
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  private Answers() {}

  /** Makes the reply of a request that was not done. */
  @FunctionalInterface
  public interface Failure<R> {

    /** The reply that carries the two. */
    R reply(int errno, String errmsg);
  }

  /**
   * Does the work on this thread and sends what it returns, or what {@code failure} makes of the
   * exception: a {@link Refused} as it says, 503 when the database is away, else 500.
   */
  public static <R> void answer(StreamObserver<R> observer, Supplier<R> work, Failure<R> failure) {
    R reply;
    try {
      reply = work.get();
    } catch (Refused e) {
      reply = failure.reply(e.code().errno(), e.getMessage());
    } catch (RuntimeException e) {
      reply = isDatabaseAway(e) ? away(e, failure) : fault(e, failure);
    }
    observer.onNext(reply);
    observer.onCompleted();
  }

  /**
   * Whether the database could not be reached, broke off, or could not give a lock in time, as the
   * reason of an exception.
   */
  public static boolean isDatabaseAway(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientException
          || cause instanceof SQLNonTransientConnectionException
          || (cause instanceof SQLException sql
              && (sql.getErrorCode() == LOCK_WAIT_TIMEOUT
                  || isConnectionState(sql.getSQLState())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConnectionState(String sqlState) {
    return sqlState != null && sqlState.startsWith("08");
  }

  private static <R> R away(RuntimeException e, Failure<R> failure) {
    LOG.log(Level.WARNING, "the database is away: {0}", e.toString());
    return failure.reply(ErrorCode.UNAVAILABLE.errno(), "the database is away, try again");
  }

  private static <R> R fault(RuntimeException e, Failure<R> failure) {
    LOG.log(Level.ERROR, "a request failed", e);
    return failure.reply(ErrorCode.INTERNAL.errno(), "something went wrong here, it is logged");
  }
}
