package chat.service.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Reads many messages by their keys. Call it inside a transaction. */
@ApplicationScoped
class MessageRows {
  // A look-up by the primary key for each, whatever the table has become.
  private static final String MESSAGES =
      """
       SELECT STRAIGHT_JOIN m.* FROM pairs
        JOIN messages m ON m.conversation_id = pairs.id AND m.seq = pairs.seq
      ORDER BY m.conversation_id, m.seq""";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** Those of them that exist, ordered by conversation and seq. */
  List<StoredMessage> of(Collection<MessageId> ids) {
    List<StoredMessage> messages = new ArrayList<>(ids.size());
    if (ids.isEmpty()) {
      return messages;
    }
    String places = String.join(",", Collections.nCopies(ids.size(), "(?,?)"));
    String pairs = "WITH pairs (id, seq) AS (VALUES " + places + ")";
    Query query = entities.createNativeQuery(pairs + MESSAGES, Message.class);
    int next = 1;
    for (MessageId id : ids) {
      query.setParameter(next++, id.conversationId());
      query.setParameter(next++, id.seq());
    }
    for (Object row : query.getResultList()) {
      messages.add(((Message) row).stored());
    }
    return messages;
  }
}
