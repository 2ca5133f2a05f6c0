package chat.service.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code cursors}: where a user stands in a conversation. Moved by {@link Cursors}. */
@Entity
@Table(name = "cursors")
@IdClass(CursorId.class)
class Cursor {
  @Id
  @Column(name = "user_id")
  private int userId;

  @Id
  @Column(name = "conversation_id")
  private long conversationId;

  @Column(name = "joined_seq")
  private long joinedSeq;

  @Column(name = "delivered_seq")
  private long deliveredSeq;

  @Column(name = "read_seq")
  private long readSeq;

  /** For Hibernate. */
  protected Cursor() {}

  /** Whose cursor it is. */
  int userId() {
    return userId;
  }

  /** The user sees messages with a higher seq only. */
  long joinedSeq() {
    return joinedSeq;
  }
}
