package chat.service.social;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code blocks}: the user wants no private messages with the other one. */
@Entity
@IdClass(Block.Key.class)
@Table(name = "blocks")
class Block {
  @Id
  @Column(name = "user_id")
  private int userId;

  @Id
  @Column(name = "blocked_id")
  private int blockedId;

  protected Block() {}

  /** The primary key. */
  record Key(int userId, int blockedId) {}
}
