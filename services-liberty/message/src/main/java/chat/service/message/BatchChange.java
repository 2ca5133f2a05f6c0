package chat.service.message;

import chat.service.trace.SqlSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Does what the edits and recalls of a batch say, when they have been inserted: the newer content
 * takes the older one's place, or both are taken away. {@link ReferenceQuery} tells why the edit
 * with the highest seq wins. Plain JDBC, on the connection of the current transaction.
 */
final class BatchChange {
  private static final String EDIT =
      "UPDATE messages SET content = ?, edited_ms = ?"
          + " WHERE conversation_id = ? AND seq = ? AND recalled_ms = 0";
  private static final String RECALL =
      "UPDATE messages SET content = '', file_id = '', recalled_ms = ?"
          + " WHERE conversation_id = ? AND seq = ?";
  private static final String NOTE_EDIT =
      "INSERT INTO message_edits (conversation_id, target_seq, seq) VALUES (?, ?, ?)";
  private static final String RECALL_EDITS =
      """
      UPDATE message_edits e STRAIGHT_JOIN messages m
        ON m.conversation_id = e.conversation_id AND m.seq = e.seq
      SET m.content = '', m.recalled_ms = ?
      WHERE e.conversation_id = ? AND e.target_seq = ?""";
  private static final String RECALL_FILE =
      "DELETE FROM file_uses WHERE file_id = ? AND conversation_id = ? AND seq = ?";

  private final Connection connection;
  private final References references;

  private BatchChange(Connection connection, References references) {
    this.connection = connection;
    this.references = references;
  }

  /**
   * Changes the messages that the plan's edits and recalls are about.
   *
   * @throws IllegalStateException when one is not what it was when it was read, the connection
   *     broke, or a lock could not be had
   */
  static void run(Connection connection, Plan plan, References references) {
    BatchChange change = new BatchChange(connection, references);
    try {
      for (StoredMessage message : plan.messages()) {
        switch (message.draft().extras().kind()) {
          case TEXT -> {}
          case EDIT -> change.edit(message);
          case RECALL -> change.recall(message);
          case UNRECOGNIZED -> throw new IllegalStateException("a message of no kind");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void edit(StoredMessage edit) throws SQLException {
    MessageId target = edit.draft().target();
    try (SqlSpan span = SqlSpan.begin(EDIT, 1);
        PreparedStatement update = connection.prepareStatement(EDIT)) {
      update.setString(1, edit.draft().content());
      update.setLong(2, edit.timestampMs());
      update.setLong(3, target.conversationId());
      update.setLong(4, target.seq());
      requireOne(update.executeUpdate());
      span.done();
    }
    note(edit, target);
  }

  private void note(StoredMessage edit, MessageId target) throws SQLException {
    try (SqlSpan span = SqlSpan.begin(NOTE_EDIT, 1);
        PreparedStatement insert = connection.prepareStatement(NOTE_EDIT)) {
      insert.setLong(1, target.conversationId());
      insert.setLong(2, target.seq());
      insert.setLong(3, edit.seq());
      insert.executeUpdate();
      span.done();
    }
  }

  private void recall(StoredMessage recall) throws SQLException {
    MessageId target = recall.draft().target();
    try (SqlSpan span = SqlSpan.begin(RECALL, 1);
        PreparedStatement update = connection.prepareStatement(RECALL)) {
      update.setLong(1, recall.timestampMs());
      update.setLong(2, target.conversationId());
      update.setLong(3, target.seq());
      requireOne(update.executeUpdate());
      span.done();
    }
    recallEdits(recall, target);
    String fileId = references.target(recall.draft()).orElseThrow().fileId();
    if (!fileId.isEmpty()) {
      recallFile(fileId, target);
    }
  }

  private void recallEdits(StoredMessage recall, MessageId target) throws SQLException {
    try (SqlSpan span = SqlSpan.begin(RECALL_EDITS, 1);
        PreparedStatement update = connection.prepareStatement(RECALL_EDITS)) {
      update.setLong(1, recall.timestampMs());
      update.setLong(2, target.conversationId());
      update.setLong(3, target.seq());
      update.executeUpdate();
      span.done();
    }
  }

  private void recallFile(String fileId, MessageId target) throws SQLException {
    try (SqlSpan span = SqlSpan.begin(RECALL_FILE, 1);
        PreparedStatement delete = connection.prepareStatement(RECALL_FILE)) {
      delete.setString(1, fileId);
      delete.setLong(2, target.conversationId());
      delete.setLong(3, target.seq());
      delete.executeUpdate();
      span.done();
    }
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("the message to be changed is not there");
    }
  }
}
