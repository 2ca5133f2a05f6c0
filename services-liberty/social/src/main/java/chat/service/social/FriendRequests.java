package chat.service.social;

import chat.proto.ErrorCode;
import chat.proto.common.User;
import chat.proto.social.FriendRequest;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Makes and ends friendships, with the consent of who wants to be asked for it; each method is one
 * transaction. Blocks. Whatever depends on what the other one of two does at the same time holds
 * both rows of {@code users}, the lower id first: of two who ask each other at once the second
 * finds the first one's request.
 */
@ApplicationScoped
@Transactional
class FriendRequests {
  /** Open requests to one person. */
  static final int MAX_OPEN = 500;

  private static final String LOCK_BOTH =
      "SELECT id FROM users WHERE id IN (:lower, :higher) ORDER BY id FOR UPDATE";
  private static final String DELETE =
      "delete from FriendRequestRow r where r.fromId = :from and r.toId = :to";

  @Inject private People people;
  @Inject private Friends friends;
  @Inject private Blocks blocks;
  @Inject private Rows rows;
  @Inject private Clock clock;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  private record RequestRow(FriendRequestRow request, Person person) {}

  /** What came of asking somebody to be a friend. */
  sealed interface Asked {
    /** The two are friends now, and were not before. */
    record Befriended(User friend) implements Asked {}

    /** The two were friends before. */
    record FriendsBefore() implements Asked {}

    /** The other one has to answer, and is to be told. */
    record Waiting() implements Asked {}

    /** The same to whoever asks; nobody is to be told. */
    record WaitingUnheard() implements Asked {}
  }

  /**
   * Makes the two friends, or asks the other one first where they want to be asked and have not
   * asked themselves. Who blocks the user hears nothing of it, and the user nothing of that.
   *
   * @param text what it is asked for; kept as it is
   * @throws Refused 400 for oneself, 404 when there is no such user, 413 when the text is too long,
   *     429 when too many wait for this user's answer
   */
  public Asked ask(int userId, int friendId, String text) {
    SocialRules.friends(userId, friendId);
    SocialRules.requestText(text);
    lockBoth(userId, friendId);
    Person friend = people.require(friendId);
    return friend.asks() ? askFirst(userId, friend, text) : befriend(userId, friend);
  }

  /**
   * Answers a request.
   *
   * @param fromId who has asked
   * @return who has asked
   * @throws Refused 404 when there is no such request
   */
  public User answer(int userId, int fromId, boolean accept) {
    lockBoth(userId, fromId);
    if (!delete(fromId, userId)) {
      throw new Refused(ErrorCode.NOT_FOUND, "there is no such request");
    }
    Person person = people.require(fromId);
    if (accept) {
      befriend(userId, person);
    }
    return person.toUser();
  }

  /**
   * The two are friends no more, and the user's own request is taken back.
   *
   * @return the other one; empty when there was nothing to end
   * @throws Refused 400 for oneself, 404 when there is no such user
   */
  public Optional<User> remove(int userId, int friendId) {
    SocialRules.friends(userId, friendId);
    User friend = people.require(friendId).toUser();
    lockBoth(userId, friendId);
    boolean asked = delete(userId, friendId);
    boolean befriended = friends.remove(userId, friendId);
    return Optional.of(friend).filter(former -> asked || befriended);
  }

  /** Who waits for the user's answer, the newest first. */
  public List<FriendRequest> to(int userId) {
    return entities
        .createQuery(
            "select r, p from FriendRequestRow r join Person p on p.id = r.fromId"
                + " where r.toId = :user and not exists"
                + " (select b.userId from Block b"
                + " where b.userId = :user and b.blockedId = r.fromId)"
                + " order by r.createdMs desc, r.fromId desc",
            RequestRow.class)
        .setParameter("user", userId)
        .getResultStream()
        .map(row -> row.request().of(row.person()))
        .toList();
  }

  private Asked askFirst(int userId, Person friend, String text) {
    if (friends.are(userId, friend.id())) {
      return new Asked.FriendsBefore();
    }
    if (find(friend.id(), userId).isPresent()) {
      return befriend(userId, friend);
    }
    if (blocks.contains(friend.id(), userId)) {
      return new Asked.WaitingUnheard();
    }
    Optional<FriendRequestRow> before = find(userId, friend.id());
    if (before.isPresent()) {
      before.get().changeText(text);
      return new Asked.WaitingUnheard();
    }
    if (open(friend.id()) >= MAX_OPEN) {
      throw new Refused(ErrorCode.SLOW_DOWN, "too many people wait for this user's answer");
    }
    entities.persist(new FriendRequestRow(userId, friend.id(), text, clock.millis()));
    return new Asked.Waiting();
  }

  private Asked befriend(int userId, Person friend) {
    delete(userId, friend.id());
    delete(friend.id(), userId);
    return friends.add(userId, friend.id())
        ? new Asked.Befriended(friend.toUser())
        : new Asked.FriendsBefore();
  }

  private void lockBoth(int one, int other) {
    entities
        .createNativeQuery(LOCK_BOTH, Integer.class)
        .setParameter("lower", Math.min(one, other))
        .setParameter("higher", Math.max(one, other))
        .getResultList();
  }

  private Optional<FriendRequestRow> find(int fromId, int toId) {
    var key = new FriendRequestRow.Key(toId, fromId);
    return rows.find(entities, FriendRequestRow.class, key);
  }

  private long open(int toId) {
    return entities
        .createQuery("select count(*) from FriendRequestRow r where r.toId = :to", Long.class)
        .setParameter("to", toId)
        .getSingleResult();
  }

  private boolean delete(int fromId, int toId) {
    return entities
            .createQuery(DELETE)
            .setParameter("from", fromId)
            .setParameter("to", toId)
            .executeUpdate()
        > 0;
  }
}
