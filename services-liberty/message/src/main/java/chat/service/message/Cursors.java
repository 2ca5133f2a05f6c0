package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.message.CursorAdvance;
import chat.proto.message.UserHeads;
import chat.service.runtime.Refused;
import chat.service.trace.SqlSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Session;

/** Where users stand in their conversations. */
@ApplicationScoped
class Cursors {
  private static final int MAX_ADVANCES = 2_000;
  // So many users with some thousand conversations each still fit into one reply.
  private static final int MAX_USERS = 500;
  // The conversations of the groups that a user has left are not theirs any more. The users' rows
  // are ranges of the primary key, each head one look-up by the primary key; no entity is managed
  // for them. A plain GROUP BY would make MariaDB read the whole table of messages.
  private static final String OF_USERS =
      """
      select c.userId, c.conversationId, c.joinedSeq, c.deliveredSeq, c.readSeq,
        coalesce((select m.seq from Message m where m.conversationId = c.conversationId
          order by m.seq desc limit 1), 0L)
      from Cursor c where c.userId in (:users) and (c.conversationId >= :firstPrivate or exists
        (select 1 from Member g where g.groupId = c.conversationId and g.userId = c.userId))""";

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

  private record Row(int userId, chat.proto.message.Cursor cursor) {
    static Row of(Object[] columns) {
      return new Row(
          (Integer) columns[0],
          chat.proto.message.Cursor.newBuilder()
              .setConversationId((Long) columns[1])
              .setJoinedSeq((Long) columns[2])
              .setDeliveredSeq((Long) columns[3])
              .setReadSeq((Long) columns[4])
              .setHeadSeq((Long) columns[5])
              .build());
    }
  }

  /** All cursors of a user, with the ends of the conversations. */
  @Transactional
  List<chat.proto.message.Cursor> of(int userId) {
    return read(List.of(userId)).map(row -> row.cursor).toList();
  }

  /**
   * The same for many users. Those who have no conversation, or do not exist, are left out.
   *
   * @throws Refused 413 for more than {@value #MAX_USERS} at a time
   */
  @Transactional
  Collection<UserHeads> ofAll(Collection<Integer> userIds) {
    if (userIds.size() > MAX_USERS) {
      throw new Refused(ErrorCode.TOO_LONG, "at most " + MAX_USERS + " users at a time");
    }
    if (userIds.isEmpty()) {
      return List.of();
    }
    Map<Integer, UserHeads.Builder> heads = HashMap.newHashMap(userIds.size());
    read(userIds)
        .forEach(
            row ->
                heads
                    .computeIfAbsent(row.userId, id -> UserHeads.newBuilder().setUserId(id))
                    .addCursors(row.cursor));
    return heads.values().stream().map(UserHeads.Builder::build).toList();
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

  private Stream<Row> read(Collection<Integer> userIds) {
    return entities
        .createQuery(OF_USERS, Object[].class)
        .setParameter("users", userIds)
        .setParameter("firstPrivate", ConversationId.FIRST_PRIVATE)
        .getResultStream()
        .map(Row::of);
  }

  /** Writes them in their order. */
  static void update(Connection connection, List<CursorAdvance> advances) throws SQLException {
    try (SqlSpan span = SqlSpan.begin(ADVANCE, advances.size());
        PreparedStatement update =
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
      span.done();
    }
  }
}
