package chat.service.social;

import chat.proto.common.User;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

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
  private static final String DELETE =
      """
      DELETE FROM friends
      WHERE (user_id, friend_id) IN ((:lower, :higher), (:higher, :lower))
      """;

  @Inject private Rows rows;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * Makes the two friends of each other.
   *
   * @return false when they were friends already
   */
  public boolean add(int userId, int friendId) {
    return change(INSERT, userId, friendId) > 0;
  }

  /**
   * The two are friends no more.
   *
   * @return false when they were none
   */
  public boolean remove(int userId, int friendId) {
    return change(DELETE, userId, friendId) > 0;
  }

  /** Whether the two are friends. */
  public boolean are(int userId, int friendId) {
    return rows.find(entities, Friendship.class, new Friendship.Key(userId, friendId)).isPresent();
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

  private int change(String sql, int one, int other) {
    return entities
        .createNativeQuery(sql)
        .setParameter("lower", Math.min(one, other))
        .setParameter("higher", Math.max(one, other))
        .executeUpdate();
  }
}
