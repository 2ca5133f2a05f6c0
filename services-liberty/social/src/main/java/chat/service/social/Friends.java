package chat.service.social;

import chat.proto.common.User;
import chat.service.runtime.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Reads and makes friendships; each method is one transaction. Blocks. */
@ApplicationScoped
@Transactional
class Friends {
  // Always the lower user first: two who add each other at once cannot lock each other out.
  private static final String INSERT =
      """
      INSERT IGNORE INTO friends (user_id, friend_id)
      VALUES (:lower, :higher), (:higher, :lower)
      """;

  @Inject private People people;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * Makes the two friends of each other.
   *
   * @return the friend; empty when they were friends already
   * @throws Refused 400 for oneself, 404 when there is no such user
   */
  public Optional<User> add(int userId, int friendId) {
    SocialRules.friends(userId, friendId);
    Person friend = people.require(friendId);
    int inserted =
        entities
            .createNativeQuery(INSERT)
            .setParameter("lower", Math.min(userId, friendId))
            .setParameter("higher", Math.max(userId, friendId))
            .executeUpdate();
    return Optional.of(friend.toUser()).filter(added -> inserted > 0);
  }

  /** The user's friends, by id. */
  public List<User> of(int userId) {
    return entities
        .createQuery(
            "select p from Friendship f join Person p on p.id = f.friendId"
                + " where f.userId = :user order by p.id",
            Person.class)
        .setParameter("user", userId)
        .getResultStream()
        .map(Person::toUser)
        .toList();
  }
}
