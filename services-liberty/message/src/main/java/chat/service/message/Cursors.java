package chat.service.message;

import chat.proto.ErrorCode;
import chat.proto.message.CursorAdvance;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import org.hibernate.Session;

/** Where users stand in their conversations. */
@ApplicationScoped
class Cursors {
  private static final int MAX_ADVANCES = 2_000;
  // The conversations of the groups that a user has left are not theirs any more.
  private static final String OF_USER =
      """
      select c, coalesce((select m.seq from Message m where m.conversationId = c.conversationId
        order by m.seq desc limit 1), 0L)
      from Cursor c where c.userId = :user and (c.conversationId >= :firstPrivate or exists
        (select 1 from Member g where g.groupId = c.conversationId and g.userId = c.userId))""";
  private static final long FIRST_PRIVATE = 1L << Integer.SIZE;
  // Never backwards, and never past the end of the conversation.
  private static final String ADVANCE =
      """
      UPDATE cursors SET
        delivered_seq = GREATEST(delivered_seq, LEAST(?,
          (SELECT COALESCE(MAX(seq), 0) FROM messages WHERE conversation_id = ?))),
        read_seq = GREATEST(read_seq, LEAST(?,
          (SELECT COALESCE(MAX(seq), 0) FROM messages WHERE conversation_id = ?)))
      WHERE user_id = ? AND conversation_id = ?""";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** All cursors of a user, with the ends of the conversations. */
  @Transactional
  List<chat.proto.message.Cursor> of(int userId) {
    return entities
        .createQuery(OF_USER, Object[].class)
        .setParameter("user", userId)
        .setParameter("firstPrivate", FIRST_PRIVATE)
        .getResultStream()
        .map(row -> ((Cursor) row[0]).toProto((Long) row[1]))
        .toList();
  }

  /**
   * Moves cursors forward. What is read is delivered too. Advances of conversations that the user
   * has no cursor in are ignored.
   *
   * @throws Refused 413 for more than {@value #MAX_ADVANCES} at a time
   */
  @Transactional
  void advance(List<CursorAdvance> advances) {
    if (advances.size() > MAX_ADVANCES) {
      throw new Refused(ErrorCode.TOO_LONG, "at most " + MAX_ADVANCES + " cursors at a time");
    }
    if (!advances.isEmpty()) {
      // All callers lock rows in the same order, so that they do not wait for each other in a ring.
      List<CursorAdvance> ordered =
          advances.stream()
              .sorted(
                  Comparator.comparingInt(CursorAdvance::getUserId)
                      .thenComparingLong(CursorAdvance::getConversationId))
              .toList();
      entities.unwrap(Session.class).doWork(connection -> update(connection, ordered));
    }
  }

  private static void update(Connection connection, List<CursorAdvance> advances)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(ADVANCE, Statement.NO_GENERATED_KEYS)) {
      for (CursorAdvance advance : advances) {
        update.setLong(1, Math.max(advance.getDeliveredSeq(), advance.getReadSeq()));
        update.setLong(2, advance.getConversationId());
        update.setLong(3, advance.getReadSeq());
        update.setLong(4, advance.getConversationId());
        update.setInt(5, advance.getUserId());
        update.setLong(6, advance.getConversationId());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
