package chat.service.message;

import chat.proto.ConversationId;
import chat.service.push.Push;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the pushes of messages that are in the table. Call it inside a transaction. */
@ApplicationScoped
class StoredPushes {
  private static final String MESSAGES =
      "from Message where conversationId = :id and seq between :first and :last order by seq";
  // Whoever was removed since hears nothing, nor does a newcomer of what was before them.
  private static final String RECEIVERS =
      "select c.userId from Cursor c, Member m where c.conversationId = :id and c.joinedSeq < :seq"
          + " and m.groupId = :group and m.userId = c.userId";

  @Inject private Names names;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The pushes of all messages of the ranges, in order. */
  List<Push> of(List<Range> ranges) {
    List<Push> pushes = new ArrayList<>();
    for (Range range : ranges) {
      List<StoredMessage> messages = messages(range);
      Map<Integer, String> senders =
          names.of(
              messages.stream()
                  .map(message -> message.draft().fromId())
                  .collect(Collectors.toSet()));
      for (StoredMessage message : messages) {
        pushes.add(message.push(senders.get(message.draft().fromId()), receivers(message)));
      }
    }
    return pushes;
  }

  private List<StoredMessage> messages(Range range) {
    return entities
        .createQuery(MESSAGES, Message.class)
        .setParameter("id", range.conversationId())
        .setParameter("first", range.first())
        .setParameter("last", range.last())
        .getResultStream()
        .map(Message::stored)
        .toList();
  }

  private Set<Integer> receivers(StoredMessage message) {
    ConversationId conversation = message.draft().conversation();
    if (!conversation.isGroup()) {
      return Audience.pair(message.draft());
    }
    return entities
        .createQuery(RECEIVERS, Integer.class)
        .setParameter("id", conversation.value())
        .setParameter("seq", message.seq())
        .setParameter("group", conversation.groupId())
        .getResultStream()
        .collect(Collectors.toUnmodifiableSet());
  }
}
