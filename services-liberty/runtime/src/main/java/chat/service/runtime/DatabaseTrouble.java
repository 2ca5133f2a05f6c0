package chat.service.runtime;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;

/** The database did not do what it was asked; later it may. */
public class DatabaseTrouble extends RuntimeException {
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final String CONNECTION_STATES = "08";

  private DatabaseTrouble(Throwable cause) {
    super(cause.toString(), cause, false, false);
  }

  /** It cannot be reached, or has broken off, or has no connection left. */
  public static final class Away extends DatabaseTrouble {
    private Away(Throwable cause) {
      super(cause);
    }
  }

  /** Somebody else has locked what was wanted, for too long or in a circle. */
  public static final class Locked extends DatabaseTrouble {
    private Locked(Throwable cause) {
      super(cause);
    }
  }

  /** The trouble that is the reason of this exception, or else the exception itself. */
  static RuntimeException or(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        if (isLocked(sql)) {
          return new Locked(thrown);
        }
        if (isAway(sql)) {
          return new Away(thrown);
        }
      }
    }
    return thrown;
  }

  private static boolean isLocked(SQLException sql) {
    return sql instanceof SQLTransactionRollbackException
        || sql.getErrorCode() == LOCK_WAIT_TIMEOUT;
  }

  private static boolean isAway(SQLException sql) {
    String state = sql.getSQLState();
    return sql instanceof SQLTransientException
        || sql instanceof SQLNonTransientConnectionException
        || (state != null && state.startsWith(CONNECTION_STATES));
  }
}
