package chat.service.message;

import chat.proto.ConversationId;
import chat.service.trace.SqlSpan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads between whom no private message may be written, one query for a batch. Plain JDBC, on the
 * connection of the current transaction: the ids stand in the text, and Hibernate would keep each
 * of these texts.
 *
 * <p>A batch asks twice. Before its places are given out, which refuses most of what is blocked;
 * and after its rows are inserted, before the commit. Only the second time is decisive: see {@code
 * chat.service.social.CommitFence}, which lets a block be answered when every transaction that it
 * did not wait for is bound to see it there. The transaction must be READ COMMITTED for that.
 */
final class BlockQuery {
  // Two look-ups by the primary key for each pair, whatever the table has become.
  private static final String BLOCKED =
      """
      SELECT STRAIGHT_JOIN b.user_id, b.blocked_id FROM pairs JOIN blocks b
        ON b.user_id = pairs.user_id AND b.blocked_id = pairs.blocked_id""";

  private BlockQuery() {}

  /**
   * The private conversations of the drafts in which one user blocks the other.
   *
   * @throws IllegalStateException when the database is away
   */
  static Set<Long> run(Connection connection, Collection<Draft> drafts) {
    String pairs =
        drafts.stream()
            .filter(draft -> !draft.isGroup())
            .flatMap(
                draft ->
                    Stream.of(
                        pair(draft.fromId(), draft.toId()), pair(draft.toId(), draft.fromId())))
            .distinct()
            .collect(Collectors.joining(","));
    if (pairs.isEmpty()) {
      return Set.of();
    }
    String with = "WITH pairs (user_id, blocked_id) AS (VALUES " + pairs + ") ";
    Set<Long> blocked = new HashSet<>();
    try (SqlSpan span = SqlSpan.begin(BLOCKED, 1);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(with + BLOCKED)) {
      while (rows.next()) {
        blocked.add(ConversationId.ofUsers(rows.getInt(1), rows.getInt(2)).value());
      }
      span.done();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return blocked;
  }

  private static String pair(int userId, int blockedId) {
    return "(" + userId + "," + blockedId + ")";
  }
}
