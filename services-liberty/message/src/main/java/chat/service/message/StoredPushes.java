package chat.service.message;

import chat.service.push.Push;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes the pushes of messages that are in the table. Call it inside a transaction. */
@ApplicationScoped
class StoredPushes {
  private static final String MESSAGES = "SELECT * FROM messages WHERE (conversation_id, seq) IN ";
  private static final String ORDER = " ORDER BY conversation_id, seq";
  // Whoever was removed since is in it no more.
  private static final String MEMBERS =
      "from Cursor c where c.conversationId = :group and exists"
          + " (select 1 from Member m where m.groupId = :group and m.userId = c.userId)";

  @Inject private Names names;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The pushes of all messages of the ranges, those of a conversation in its order. */
  List<Push> of(List<Range> ranges) {
    List<StoredMessage> messages = messages(ranges);
    Map<Integer, String> senders =
        names.of(
            messages.stream().map(message -> message.draft().fromId()).collect(Collectors.toSet()));
    Map<Integer, List<Cursor>> members = new HashMap<>();
    List<Push> pushes = new ArrayList<>(messages.size());
    for (StoredMessage message : messages) {
      Draft draft = message.draft();
      Set<Integer> receivers =
          draft.isGroup()
              ? since(members.computeIfAbsent(draft.groupId(), this::members), message.seq())
              : Audience.pair(draft);
      pushes.add(message.push(senders.get(draft.fromId()), receivers));
    }
    return pushes;
  }

  private List<StoredMessage> messages(List<Range> ranges) {
    List<Long> keys =
        ranges.stream()
            .flatMap(
                range ->
                    LongStream.rangeClosed(range.first(), range.last())
                        .boxed()
                        .flatMap(seq -> Stream.of(range.conversationId(), seq)))
            .toList();
    String places = String.join(",", Collections.nCopies(keys.size() / 2, "(?,?)"));
    Query query = entities.createNativeQuery(MESSAGES + "(" + places + ")" + ORDER, Message.class);
    for (int i = 0; i < keys.size(); i++) {
      query.setParameter(i + 1, keys.get(i));
    }
    List<StoredMessage> messages = new ArrayList<>();
    for (Object row : query.getResultList()) {
      messages.add(((Message) row).stored());
    }
    return messages;
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
