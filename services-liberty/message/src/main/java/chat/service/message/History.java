package chat.service.message;

import chat.proto.ConversationId;
import chat.proto.message.ListMessagesReply;
import chat.proto.message.ListMessagesRequest;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads messages back, for those who may see them. */
@ApplicationScoped
class History {
  private static final String PAGE =
      "from Message where conversationId = :id and seq > :after and seq < :before"
          + " and timestampMs >= :since";
  // In the statement that reads the messages: whoever is removed after the check, and perhaps comes
  // back, gets nothing that was written meanwhile.
  private static final String OF_MEMBER =
      " and exists (select 1 from Member g where g.groupId = :group and g.userId = :user)"
          + " and seq > (select coalesce(max(c.joinedSeq), 0L) from Cursor c"
          + " where c.userId = :user and c.conversationId = :id)";

  @Inject private Scopes scopes;
  @Inject private WireMessages wireMessages;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * A page of a conversation, oldest first.
   *
   * @param userId from whose side the scope is seen
   * @throws Refused 400 for a scope or limit that is none, 403 for a group whose member the user is
   *     not, 404 for a user or group that does not exist
   */
  @Transactional
  ListMessagesReply list(int userId, ListMessagesRequest request) {
    ConversationId conversation = Scopes.conversation(userId, request.getScope());
    PageBounds bounds = PageBounds.of(request, scopes.joinedSeq(userId, conversation));
    PageBounds.Page page = bounds.cut(read(userId, conversation, bounds));
    return ListMessagesReply.newBuilder()
        .setMore(page.more())
        .addAllMessages(wireMessages.of(page.messages()))
        .build();
  }

  private List<StoredMessage> read(int userId, ConversationId conversation, PageBounds bounds) {
    String order = " order by seq " + (bounds.oldestFirst() ? "asc" : "desc");
    TypedQuery<Message> query =
        conversation.isGroup()
            ? entities
                .createQuery(PAGE + OF_MEMBER + order, Message.class)
                .setParameter("group", conversation.groupId())
                .setParameter("user", userId)
            : entities.createQuery(PAGE + order, Message.class);
    return query
        .setParameter("id", conversation.value())
        .setParameter("after", bounds.afterSeq())
        .setParameter("before", bounds.beforeSeq())
        .setParameter("since", bounds.sinceMs())
        .setMaxResults(bounds.limit() + 1)
        .getResultStream()
        .map(Message::stored)
        .toList();
  }
}
