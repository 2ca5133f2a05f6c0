package chat.service.social;

import chat.proto.common.User;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Reads and changes who blocks whom; each method is one transaction. Blocks. A new block is in
 * force for the messages that are written just now only when {@link CommitFence} has been passed
 * too.
 */
@ApplicationScoped
@Transactional
class Blocks {
  private static final String INSERT =
      "INSERT IGNORE INTO blocks (user_id, blocked_id) VALUES (:user, :blocked)";
  private static final String DELETE =
      "delete from Block b where b.userId = :user and b.blockedId = :blocked";
  private static final String DROP_REQUEST =
      "delete from FriendRequestRow r where r.toId = :user and r.fromId = :blocked";

  @Inject private People people;
  @Inject private Rows rows;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /**
   * The user blocks the other one from now on, who waits for no answer any more; more than once
   * without harm.
   *
   * @throws Refused 400 for oneself, 404 when there is no such user
   */
  public void add(int userId, int blockedId) {
    SocialRules.block(userId, blockedId);
    people.require(blockedId);
    entities
        .createQuery(DROP_REQUEST)
        .setParameter("user", userId)
        .setParameter("blocked", blockedId)
        .executeUpdate();
    entities
        .createNativeQuery(INSERT)
        .setParameter("user", userId)
        .setParameter("blocked", blockedId)
        .executeUpdate();
  }

  /** The user blocks the other one no more, if they did. */
  public void remove(int userId, int blockedId) {
    entities
        .createQuery(DELETE)
        .setParameter("user", userId)
        .setParameter("blocked", blockedId)
        .executeUpdate();
  }

  /** Whether the user blocks the other one. */
  public boolean contains(int userId, int blockedId) {
    return rows.find(entities, Block.class, new Block.Key(userId, blockedId)).isPresent();
  }

  /** The user's friends whom the user blocks, or who block the user. */
  public List<Integer> amongFriends(int userId) {
    return entities
        .createQuery(
            "select f.friendId from Friendship f where f.userId = :user and exists"
                + " (select b.userId from Block b"
                + " where b.userId = :user and b.blockedId = f.friendId"
                + " or b.userId = f.friendId and b.blockedId = :user)",
            Integer.class)
        .setParameter("user", userId)
        .getResultList();
  }

  /** Whom the user blocks, by id. */
  public List<User> of(int userId) {
    return entities
        .createQuery(
            "select p from Block b join Person p on p.id = b.blockedId"
                + " where b.userId = :user order by p.id",
            Person.class)
        .setParameter("user", userId)
        .getResultStream()
        .map(Person::toUser)
        .toList();
  }
}
