package chat.service.message;

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

/** Reads who is there to hear messages. Call it inside the transaction that writes them. */
@ApplicationScoped
class Audiences {
  // The lock orders whoever changes the members, locking the group's row, before or after us.
  private static final String LOCK_GROUPS =
      "SELECT id FROM `groups` WHERE id IN (:ids) ORDER BY id LOCK IN SHARE MODE";
  private static final String MEMBERS =
      "SELECT group_id, user_id FROM group_members WHERE group_id IN (:ids)";

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
    return new Audience(names.of(users), groups.isEmpty() ? Map.of() : members(groups));
  }

  private Map<Integer, Set<Integer>> members(Set<Integer> groupIds) {
    Map<Integer, Set<Integer>> members = new HashMap<>();
    for (Integer id : query(LOCK_GROUPS, Integer.class, groupIds)) {
      members.put(id, new HashSet<>());
    }
    for (Object[] row : query(MEMBERS, Object[].class, groupIds)) {
      Set<Integer> group = members.get((Integer) row[0]);
      if (group != null) {
        group.add((Integer) row[1]);
      }
    }
    return members;
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> query(String sql, Class<T> type, Set<Integer> ids) {
    return (List<T>) entities.createNativeQuery(sql, type).setParameter("ids", ids).getResultList();
  }
}
