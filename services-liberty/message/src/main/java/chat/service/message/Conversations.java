package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.common.ChatMessage;
import chat.proto.message.Conversation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of somebody's conversations: a query each for their cursors, the last messages, the
 * peers' cursors and names, and the groups' names, however many they are.
 */
@ApplicationScoped
class Conversations {
  /** The most that are listed; beyond them the oldest are left out. */
  static final int MOST = 1_000;

  // The heads as in MessageTransactions. The groups that the user has left are not theirs any more.
  private static final String NEWEST =
      """
      SELECT STRAIGHT_JOIN c.conversation_id, c.joined_seq, c.delivered_seq, c.read_seq,
        COALESCE(m.seq, 0)
      FROM cursors c LEFT JOIN messages m ON m.conversation_id = c.conversation_id AND m.seq = (
        SELECT h.seq FROM messages h WHERE h.conversation_id = c.conversation_id
        ORDER BY h.seq DESC LIMIT 1)
      WHERE c.user_id = :user AND (c.conversation_id >= :firstPrivate OR EXISTS (
        SELECT 1 FROM group_members g
        WHERE g.group_id = c.conversation_id AND g.user_id = c.user_id))
      ORDER BY m.timestamp_ms DESC, c.conversation_id LIMIT :most""";
  private static final String PEERS =
      """
       SELECT STRAIGHT_JOIN c.conversation_id, c.delivered_seq, c.read_seq FROM pairs
        JOIN cursors c ON c.user_id = pairs.user_id AND c.conversation_id = pairs.conversation_id""";

  @Inject private Names names;
  @Inject private MessageRows rows;
  @Inject private WireMessages wireMessages;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** Those with the newest messages first, {@value #MOST} at most. */
  @Transactional
  List<Conversation> of(int userId) {
    List<chat.proto.message.Cursor> cursors = newest(userId);
    Map<ConversationId, ChatMessage> last = last(cursors);
    Map<ConversationId, chat.proto.message.Cursor> peers = peers(userId, cursors);
    Map<ConversationId, String> titles = titles(userId, cursors);
    List<Conversation> conversations = new ArrayList<>(cursors.size());
    for (chat.proto.message.Cursor cursor : cursors) {
      ConversationId id = new ConversationId(cursor.getConversationId());
      Conversation.Builder conversation =
          Conversation.newBuilder()
              .setScope(id.scopeFor(userId))
              .setName(titles.getOrDefault(id, ""))
              .setCursor(cursor);
      if (last.containsKey(id)) {
        conversation.setLast(last.get(id));
      }
      if (peers.containsKey(id)) {
        conversation.setPeer(peers.get(id));
      }
      conversations.add(conversation.build());
    }
    return conversations;
  }

  private List<chat.proto.message.Cursor> newest(int userId) {
    List<?> found =
        entities
            .createNativeQuery(NEWEST, Object[].class)
            .setParameter("user", userId)
            .setParameter("firstPrivate", ConversationId.FIRST_PRIVATE)
            .setParameter("most", MOST)
            .getResultList();
    List<chat.proto.message.Cursor> cursors = new ArrayList<>(found.size());
    for (Object row : found) {
      Object[] columns = (Object[]) row;
      cursors.add(
          chat.proto.message.Cursor.newBuilder()
              .setConversationId(number(columns[0]))
              .setJoinedSeq(number(columns[1]))
              .setDeliveredSeq(number(columns[2]))
              .setReadSeq(number(columns[3]))
              .setHeadSeq(number(columns[4]))
              .build());
    }
    return cursors;
  }

  private Map<ConversationId, ChatMessage> last(List<chat.proto.message.Cursor> cursors) {
    List<StoredMessage> messages =
        rows.of(
            cursors.stream()
                .filter(cursor -> cursor.getHeadSeq() > cursor.getJoinedSeq())
                .map(cursor -> new MessageId(cursor.getConversationId(), cursor.getHeadSeq()))
                .toList());
    List<ChatMessage> wire = wireMessages.of(messages);
    Map<ConversationId, ChatMessage> last = HashMap.newHashMap(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      last.put(messages.get(i).draft().conversation(), wire.get(i));
    }
    return last;
  }

  private Map<ConversationId, chat.proto.message.Cursor> peers(
      int userId, List<chat.proto.message.Cursor> cursors) {
    List<ConversationId> ids = ids(cursors, false);
    Map<ConversationId, chat.proto.message.Cursor> peers = HashMap.newHashMap(ids.size());
    if (ids.isEmpty()) {
      return peers;
    }
    String places = String.join(",", Collections.nCopies(ids.size(), "(?,?)"));
    String pairs = "WITH pairs (user_id, conversation_id) AS (VALUES " + places + ") ";
    Query query = entities.createNativeQuery(pairs + PEERS, Object[].class);
    int next = 1;
    for (ConversationId id : ids) {
      query.setParameter(next++, id.peerOf(userId));
      query.setParameter(next++, id.value());
    }
    for (Object row : query.getResultList()) {
      Object[] columns = (Object[]) row;
      ConversationId id = new ConversationId(number(columns[0]));
      peers.put(
          id,
          chat.proto.message.Cursor.newBuilder()
              .setConversationId(id.value())
              .setDeliveredSeq(number(columns[1]))
              .setReadSeq(number(columns[2]))
              .build());
    }
    return peers;
  }

  private Map<ConversationId, String> titles(int userId, List<chat.proto.message.Cursor> cursors) {
    Map<ConversationId, String> titles = HashMap.newHashMap(cursors.size());
    Set<Integer> people =
        ids(cursors, false).stream().map(id -> id.peerOf(userId)).collect(Collectors.toSet());
    names.of(people).forEach((id, name) -> titles.put(ConversationId.ofUsers(userId, id), name));
    Set<Integer> groups =
        ids(cursors, true).stream().map(ConversationId::groupId).collect(Collectors.toSet());
    if (!groups.isEmpty()) {
      entities
          .createQuery("from Group where id in :ids", Group.class)
          .setParameter("ids", groups)
          .getResultStream()
          .forEach(group -> titles.put(ConversationId.ofGroup(group.id()), group.name()));
    }
    return titles;
  }

  private static List<ConversationId> ids(List<chat.proto.message.Cursor> cursors, boolean groups) {
    return cursors.stream()
        .map(cursor -> new ConversationId(cursor.getConversationId()))
        .filter(id -> id.isGroup() == groups)
        .toList();
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }
}
