package chat.service.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A row of {@code blocks}, which the social service writes. {@link BlockQuery} reads them without
 * this class, which is here so that a database without the table is noticed before the first
 * message.
 */
@Entity
@Table(name = "blocks")
@IdClass(Block.Key.class)
class Block {
  @Id
  @Column(name = "user_id")
  private int userId;

  @Id
  @Column(name = "blocked_id")
  private int blockedId;

  /** For Hibernate. */
  protected Block() {}

  /** The primary key. */
  record Key(int userId, int blockedId) {}
}
