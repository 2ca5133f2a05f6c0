package chat.service.user;

import chat.proto.common.ChatMessage;
import chat.proto.common.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/**
 * What a login brings along for callers that know this service only: reads the other services'
 * tables, changes nothing. Blocks.
 */
@ApplicationScoped
@Transactional
class LoginLists {
  private static final int MAX_MESSAGES = 200;

  private static final String FRIENDS =
      """
      SELECT u.id, u.name FROM friends f JOIN users u ON u.id = f.friend_id
      WHERE f.user_id = :user ORDER BY u.id
      """;
  private static final String UNDELIVERED =
      """
      SELECT m.from_id, u.name, m.to_id, m.group_id, m.content, m.timestamp_ms, m.msg_id, m.seq,
        m.kind, m.target_seq, m.reply_seq, m.edited_ms, m.recalled_ms
      FROM cursors c
      JOIN messages m ON m.conversation_id = c.conversation_id
        AND m.seq > GREATEST(c.delivered_seq, c.joined_seq)
      JOIN users u ON u.id = m.from_id
      WHERE c.user_id = :user AND m.from_id <> :user
      ORDER BY m.timestamp_ms, m.conversation_id, m.seq
      """;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The user's friends, by id. */
  public List<User> friends(int userId) {
    return rows(FRIENDS, userId, Integer.MAX_VALUE).stream()
        .map(
            row ->
                User.newBuilder().setId(number(row, 0)).setName(row.get(1, String.class)).build())
        .toList();
  }

  /** What the user has not been given yet, oldest first; at most {@value #MAX_MESSAGES}. */
  public List<ChatMessage> undelivered(int userId) {
    return rows(UNDELIVERED, userId, MAX_MESSAGES).stream().map(LoginLists::message).toList();
  }

  private List<Tuple> rows(String sql, int userId, int max) {
    return entities
        .unwrap(Session.class)
        .createNativeQuery(sql, Tuple.class)
        .setParameter("user", userId)
        .setMaxResults(max)
        .getResultList();
  }

  private static ChatMessage message(Tuple row) {
    return ChatMessage.newBuilder()
        .setFromId(number(row, 0))
        .setFromName(row.get(1, String.class))
        .setToId(number(row, 2))
        .setGroupId(number(row, 3))
        .setContent(row.get(4, String.class))
        .setTimestampMs(longNumber(row, 5))
        .setMsgId(row.get(6, String.class))
        .setSeq(longNumber(row, 7))
        .setKindValue(number(row, 8))
        .setTargetSeq(longNumber(row, 9))
        .setReplySeq(longNumber(row, 10))
        .setEditedMs(longNumber(row, 11))
        .setRecalledMs(longNumber(row, 12))
        .build();
  }

  private static long longNumber(Tuple row, int column) {
    return row.get(column, Number.class).longValue();
  }

  private static int number(Tuple row, int column) {
    return row.get(column, Number.class).intValue();
  }
}
