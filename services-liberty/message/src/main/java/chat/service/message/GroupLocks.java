package chat.service.message;

import chat.service.trace.SqlSpan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Locks the groups of a batch, shared, until the transaction ends: whoever changes the members
 * locks the group's row, and so comes wholly before or after the batch.
 *
 * <p>Such a change takes milliseconds, unless its service is frozen in the middle of it. For a
 * group that cannot be had within {@value #WAIT_SECONDS} second the batch goes on without it, and
 * later batches do not wait for it any more until it is free: one group holds everybody up once.
 *
 * <p>Plain JDBC, because Hibernate gives the whole transaction up for one statement that failed.
 * Used by the committer's thread only.
 */
final class GroupLocks {
  private static final int WAIT_SECONDS = 1;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  // All instances lock in the same order.
  private static final String LOCK =
      "SELECT id FROM `groups` FORCE INDEX (PRIMARY) WHERE id IN (%s) ORDER BY id"
          + " LOCK IN SHARE MODE ";
  private static final String IF_FREE = LOCK + "SKIP LOCKED";
  private static final String WAITING = LOCK + "WAIT " + WAIT_SECONDS;
  private static final String EXISTING = "SELECT id FROM `groups` WHERE id IN (%s)";

  // Those that were waited for in vain.
  private final Set<Integer> stuck = new HashSet<>();

  /**
   * What became of the groups that exist.
   *
   * @param locked cannot change until the transaction ends
   * @param busy somebody else holds them
   */
  record Locked(Set<Integer> locked, Set<Integer> busy) {}

  /**
   * Locks those of the groups that exist.
   *
   * @param ids not empty
   * @throws IllegalStateException when the database is away
   */
  Locked lock(Connection connection, Set<Integer> ids) {
    try {
      Set<Integer> locked = query(connection, IF_FREE, ids);
      stuck.removeAll(locked);
      Set<Integer> missing = without(ids, locked);
      Set<Integer> worthWaiting = without(missing, stuck);
      if (!worthWaiting.isEmpty()) {
        locked.addAll(await(connection, worthWaiting));
        missing.removeAll(locked);
      }
      Set<Integer> busy = missing.isEmpty() ? Set.of() : query(connection, EXISTING, missing);
      stuck.addAll(busy);
      return new Locked(locked, busy);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<Integer> await(Connection connection, Set<Integer> ids) throws SQLException {
    try {
      return query(connection, WAITING, ids);
    } catch (SQLException e) {
      if (e.getErrorCode() != LOCK_WAIT_TIMEOUT) {
        throw e;
      }
      // Only the statement is undone, and it does not say for which of them it waited.
      return query(connection, IF_FREE, ids);
    }
  }

  private static Set<Integer> query(Connection connection, String sql, Set<Integer> ids)
      throws SQLException {
    String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    Set<Integer> found = new HashSet<>();
    try (SqlSpan span = SqlSpan.begin(() -> sql.formatted("?"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.formatted(list))) {
      while (rows.next()) {
        found.add(rows.getInt(1));
      }
      span.done();
    }
    return found;
  }

  private static Set<Integer> without(Set<Integer> all, Set<Integer> some) {
    Set<Integer> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
