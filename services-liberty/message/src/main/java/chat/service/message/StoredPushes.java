package chat.service.message;

import chat.proto.common.ChatMessage;
import chat.service.push.Push;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes the pushes of messages that are in the table, as they are by now: one that was edited or
 * recalled since is pushed so. Call it inside a transaction.
 */
@ApplicationScoped
class StoredPushes {
  // Whoever was removed since is in it no more.
  private static final String MEMBERS =
      "from Cursor c where c.conversationId = :group and exists"
          + " (select 1 from Member m where m.groupId = :group and m.userId = c.userId)";

  @Inject private MessageRows rows;
  @Inject private WireMessages wireMessages;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The pushes of all messages of the ranges, those of a conversation in its order. */
  List<Push> of(List<Range> ranges) {
    List<StoredMessage> messages = rows.of(ids(ranges));
    List<ChatMessage> wire = wireMessages.of(messages);
    Map<Integer, List<Cursor>> members = new HashMap<>();
    List<Push> pushes = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      StoredMessage message = messages.get(i);
      Draft draft = message.draft();
      Set<Integer> receivers =
          draft.isGroup()
              ? since(members.computeIfAbsent(draft.groupId(), this::members), message.seq())
              : Audience.pair(draft);
      pushes.add(message.push(wire.get(i), receivers));
    }
    return pushes;
  }

  private static List<MessageId> ids(List<Range> ranges) {
    return ranges.stream()
        .flatMap(
            range ->
                LongStream.rangeClosed(range.first(), range.last())
                    .mapToObj(seq -> new MessageId(range.conversationId(), seq)))
        .toList();
  }

  private List<Cursor> members(int groupId) {
    return entities
        .createQuery(MEMBERS, Cursor.class)
        .setParameter("group", groupId)
        .getResultList();
  }

  /** A newcomer hears nothing of what was said before they came. */
  private static Set<Integer> since(List<Cursor> members, long seq) {
    return members.stream()
        .filter(cursor -> cursor.joinedSeq() < seq)
        .map(Cursor::userId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
