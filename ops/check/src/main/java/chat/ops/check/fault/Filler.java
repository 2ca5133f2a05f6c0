package chat.ops.check.fault;

import chat.schema.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes the table of messages the database's largest file, with a conversation that nobody is in: a
 * limit on the size of files then keeps that table from growing and harms no other file.
 */
public final class Filler {
  /** No run makes so many groups. */
  private static final long CONVERSATION = Integer.MAX_VALUE;

  // Larger than the redo log, 48 MB.
  private static final String FILL =
      "INSERT IGNORE INTO messages"
          + " (conversation_id, seq, from_id, to_id, group_id, content, timestamp_ms, msg_id) SELECT "
          + CONVERSATION
          + ", seq, 0, 0, "
          + CONVERSATION
          + ", REPEAT('-', 7500), 0, CONCAT('filler-', seq) FROM seq_1_to_8000";

  private Filler() {}

  /**
   * Fills; again: no effect.
   *
   * @throws IllegalStateException when the database does not let it
   */
  public static void fill(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(FILL);
    } catch (SQLException e) {
      throw new IllegalStateException("the table of messages cannot be filled", e);
    }
  }
}
