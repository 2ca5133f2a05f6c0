package chat.ops.check;

import chat.ops.check.history.Row;
import chat.proto.ConversationId;
import chat.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is stored, past all proxies.
 *
 * @param database where
 * @param firstId the lowest user of the run
 * @param lastId the highest user of the run
 */
record Table(Database database, int firstId, int lastId) {
  private static final String ROWS =
      "SELECT conversation_id, seq, from_id, msg_id, content, timestamp_ms FROM messages"
          + " WHERE from_id BETWEEN ? AND ? ORDER BY conversation_id, seq";

  /** All messages of the run's people, by conversation and seq. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setInt(1, firstId);
      statement.setInt(2, lastId);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(
              new Row(
                  new ConversationId(found.getLong(1)),
                  found.getLong(2),
                  found.getInt(3),
                  found.getString(4),
                  found.getString(5),
                  found.getLong(6)));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("the table cannot be read", e);
    }
  }
}
