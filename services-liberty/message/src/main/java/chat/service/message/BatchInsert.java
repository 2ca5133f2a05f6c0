package chat.service.message;

import chat.service.trace.SqlSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;

/**
 * The inserts of a batch by plain JDBC, on the connection of the current transaction. Without
 * generated keys the driver sends all rows in one packet, which JPA cannot ask for: ten times
 * faster than row by row.
 */
final class BatchInsert {
  private static final String MESSAGE =
      "INSERT INTO messages (conversation_id, seq, from_id, to_id, group_id, content, timestamp_ms,"
          + " msg_id, kind, target_seq, reply_seq, mentions, file_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String CURSOR =
      "INSERT IGNORE INTO cursors (user_id, conversation_id) VALUES (?, ?)";
  private static final String FILE_USE =
      "INSERT INTO file_uses (file_id, conversation_id, seq) VALUES (?, ?, ?)";
  private static final String OUTBOX = "INSERT INTO outbox (id, ranges) VALUES (?, ?)";
  private static final int DUPLICATE_KEY = 1062;

  // All instances insert in the same order, which spares them most deadlocks.
  private static final Comparator<StoredMessage> BY_KEY =
      Comparator.<StoredMessage>comparingLong(message -> message.draft().conversation().value())
          .thenComparingLong(StoredMessage::seq);

  private BatchInsert() {}

  /**
   * Inserts the messages, the cursors of private conversations that begin, where files are used,
   * and the outbox row.
   *
   * @throws RowRefusedException when a row cannot be stored for what it holds
   * @throws IllegalStateException when it failed for another reason: somebody else wrote one of the
   *     keys, a lock could not be had, the connection broke
   */
  static void run(Connection connection, Plan plan, long outboxId) {
    try {
      messages(connection, plan.messages());
      cursors(connection, plan.messages());
      fileUses(connection, plan.messages());
      outbox(connection, plan.ranges(), outboxId);
    } catch (SQLException e) {
      throw isAboutData(e) ? new RowRefusedException(e) : new IllegalStateException(e);
    }
  }

  private static void messages(Connection connection, List<StoredMessage> messages)
      throws SQLException {
    try (SqlSpan span = SqlSpan.begin(MESSAGE, messages.size());
        PreparedStatement insert = prepare(connection, MESSAGE)) {
      for (StoredMessage message : messages.stream().sorted(BY_KEY).toList()) {
        Draft draft = message.draft();
        insert.setLong(1, draft.conversation().value());
        insert.setLong(2, message.seq());
        insert.setInt(3, draft.fromId());
        insert.setInt(4, draft.toId());
        insert.setInt(5, draft.groupId());
        insert.setString(6, draft.content());
        insert.setLong(7, message.timestampMs());
        insert.setString(8, draft.msgId());
        insert.setInt(9, draft.extras().kind().getNumber());
        insert.setLong(10, draft.extras().targetSeq());
        insert.setLong(11, draft.extras().replySeq());
        insert.setString(12, draft.extras().mentionsColumn());
        insert.setString(13, draft.extras().fileId());
        insert.addBatch();
      }
      insert.executeBatch();
      span.done();
    }
  }

  private static void cursors(Connection connection, List<StoredMessage> messages)
      throws SQLException {
    List<Draft> beginning =
        messages.stream()
            .filter(message -> message.seq() == 1 && !message.draft().isGroup())
            .map(StoredMessage::draft)
            .toList();
    if (beginning.isEmpty()) {
      return;
    }
    try (SqlSpan span = SqlSpan.begin(CURSOR, 2 * beginning.size());
        PreparedStatement insert = prepare(connection, CURSOR)) {
      for (Draft draft : beginning) {
        for (int user : List.of(draft.fromId(), draft.toId())) {
          insert.setInt(1, user);
          insert.setLong(2, draft.conversation().value());
          insert.addBatch();
        }
      }
      insert.executeBatch();
      span.done();
    }
  }

  private static void fileUses(Connection connection, List<StoredMessage> messages)
      throws SQLException {
    List<StoredMessage> using =
        messages.stream().filter(message -> message.draft().extras().hasFile()).toList();
    if (using.isEmpty()) {
      return;
    }
    try (SqlSpan span = SqlSpan.begin(FILE_USE, using.size());
        PreparedStatement insert = prepare(connection, FILE_USE)) {
      for (StoredMessage message : using) {
        insert.setString(1, message.draft().extras().fileId());
        insert.setLong(2, message.draft().conversation().value());
        insert.setLong(3, message.seq());
        insert.addBatch();
      }
      insert.executeBatch();
      span.done();
    }
  }

  private static void outbox(Connection connection, List<Range> ranges, long outboxId)
      throws SQLException {
    try (SqlSpan span = SqlSpan.begin(OUTBOX, 1);
        PreparedStatement insert = prepare(connection, OUTBOX)) {
      insert.setLong(1, outboxId);
      insert.setString(2, Range.format(ranges));
      insert.executeUpdate();
      span.done();
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql, Statement.NO_GENERATED_KEYS);
  }

  private static boolean isAboutData(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || (state.startsWith("23") && e.getErrorCode() != DUPLICATE_KEY);
  }
}
