package chat.service.social;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code friends}: one side of a friendship, which always has two. */
@Entity
@IdClass(Friendship.Key.class)
@Table(name = "friends")
class Friendship {
  @Id
  @Column(name = "user_id")
  private int userId;

  @Id
  @Column(name = "friend_id")
  private int friendId;

  protected Friendship() {}

  /** The primary key. */
  record Key(int userId, int friendId) {}
}
