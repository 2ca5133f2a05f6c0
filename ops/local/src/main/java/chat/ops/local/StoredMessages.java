package chat.ops.local;

import chat.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds messages in a stack's database. Reads only. */
record StoredMessages(Database database) {
  // The key begins with the sender: one look-up for each of them instead of the whole table.
  private static final String MESSAGES =
      """
      SELECT messages.conversation_id, messages.seq, messages.from_id, messages.to_id,
        messages.group_id, messages.timestamp_ms
      FROM (SELECT DISTINCT from_id FROM messages) AS senders
      STRAIGHT_JOIN messages ON messages.from_id = senders.from_id AND messages.msg_id = ?
      ORDER BY messages.timestamp_ms, messages.from_id""";
  private static final String OUTBOX = "SELECT ranges FROM outbox WHERE ranges LIKE ?";
  private static final String RECEIVERS =
      """
      SELECT people.user_id, COALESCE(joined_seq, 0), COALESCE(delivered_seq, 0),
        COALESCE(read_seq, 0)
      FROM (SELECT user_id FROM group_members WHERE group_id = ? AND user_id <> ?
        UNION SELECT ?) AS people
      LEFT JOIN cursors ON cursors.user_id = people.user_id AND conversation_id = ?
      WHERE people.user_id > 0 ORDER BY people.user_id LIMIT ?""";

  /**
   * Those of all senders who have given it.
   *
   * @throws StackFailure when the database does not answer
   */
  List<StoredMessage> withId(String messageId) {
    List<StoredMessage> messages = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
      statement.setString(1, messageId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          messages.add(message(connection, row));
        }
      }
      return messages;
    } catch (SQLException e) {
      throw new StackFailure("The database cannot be asked: " + e.getMessage(), e);
    }
  }

  private static StoredMessage message(Connection connection, ResultSet row) throws SQLException {
    long conversationId = row.getLong(1);
    long seq = row.getLong(2);
    int fromId = row.getInt(3);
    int toId = row.getInt(4);
    int groupId = row.getInt(5);
    return new StoredMessage(
        conversationId,
        seq,
        fromId,
        toId,
        groupId,
        row.getLong(6),
        waits(connection, conversationId, seq),
        receivers(connection, conversationId, fromId, toId, groupId));
  }

  private static boolean waits(Connection connection, long conversationId, long seq)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OUTBOX)) {
      statement.setString(1, "%" + conversationId + ":%");
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (covers(row.getString(1), conversationId, seq)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether ranges, "conversation:first-last" separated by commas, have a message in them. */
  static boolean covers(String ranges, long conversationId, long seq) {
    return Arrays.stream(ranges.split(",", -1))
        .map(range -> range.split("[:-]", -1))
        .anyMatch(
            range ->
                Long.parseLong(range[0]) == conversationId
                    && Long.parseLong(range[1]) <= seq
                    && Long.parseLong(range[2]) >= seq);
  }

  private static List<StoredMessage.Receiver> receivers(
      Connection connection, long conversationId, int fromId, int toId, int groupId)
      throws SQLException {
    List<StoredMessage.Receiver> receivers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RECEIVERS)) {
      statement.setInt(1, groupId);
      statement.setInt(2, fromId);
      statement.setInt(3, toId);
      statement.setLong(4, conversationId);
      statement.setInt(5, StoredMessage.MOST_RECEIVERS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          receivers.add(
              new StoredMessage.Receiver(
                  row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return receivers;
  }
}
