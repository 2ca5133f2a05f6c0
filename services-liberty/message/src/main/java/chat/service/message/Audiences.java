package chat.service.message;

import chat.service.message.GroupLocks.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;

/**
 * Reads who is there to hear messages. Call it inside the transaction that writes them, on the
 * committer's thread.
 */
@ApplicationScoped
class Audiences {
  private static final String MEMBERS =
      "SELECT group_id, user_id FROM group_members WHERE group_id IN (:ids)";

  private static final Locked NO_GROUPS = new Locked(Set.of(), Set.of());

  private final GroupLocks locks = new GroupLocks();

  @Inject private Names names;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The audience of a batch. Locks its groups against changes until the transaction ends. */
  Audience of(Collection<Draft> drafts) {
    Set<Integer> users = new HashSet<>();
    Set<Integer> groups = new HashSet<>();
    for (Draft draft : drafts) {
      users.add(draft.fromId());
      if (draft.isGroup()) {
        groups.add(draft.groupId());
      } else {
        users.add(draft.toId());
      }
    }
    Locked locked =
        groups.isEmpty() ? NO_GROUPS : work(connection -> locks.lock(connection, groups));
    return new Audience(
        names.of(users),
        members(locked.locked()),
        locked.busy(),
        work(connection -> BlockQuery.run(connection, drafts)));
  }

  private <T> T work(ReturningWork<T> work) {
    return entities.unwrap(Session.class).doReturningWork(work);
  }

  private Map<Integer, Set<Integer>> members(Set<Integer> groupIds) {
    Map<Integer, Set<Integer>> members = new HashMap<>();
    if (groupIds.isEmpty()) {
      return members;
    }
    groupIds.forEach(id -> members.put(id, new HashSet<>()));
    List<?> rows =
        entities
            .createNativeQuery(MEMBERS, Object[].class)
            .setParameter("ids", groupIds)
            .getResultList();
    for (Object row : rows) {
      Object[] member = (Object[]) row;
      members.get((Integer) member[0]).add((Integer) member[1]);
    }
    return members;
  }
}
