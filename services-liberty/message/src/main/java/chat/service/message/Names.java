package chat.service.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of the users that exist. Users are never deleted and names never change, so a cache of
 * them is never wrong. Call it inside a transaction.
 */
@ApplicationScoped
class Names {
  private static final int KEPT = 100_000;

  private final Cache<Integer, String> known = Caffeine.newBuilder().maximumSize(KEPT).build();

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The names by id; users that do not exist are missing. */
  Map<Integer, String> of(Set<Integer> userIds) {
    Map<Integer, String> names = new HashMap<>(known.getAllPresent(userIds));
    Set<Integer> missing = new HashSet<>(userIds);
    missing.removeAll(names.keySet());
    for (Person person : read(missing)) {
      names.put(person.id(), person.name());
      known.put(person.id(), person.name());
    }
    return names;
  }

  private List<Person> read(Set<Integer> userIds) {
    return userIds.isEmpty()
        ? List.of()
        : entities
            .createQuery("from Person where id in :ids", Person.class)
            .setParameter("ids", userIds)
            .getResultList();
  }
}
