package chat.service.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code messages}, which never changes. Written by {@link DatabaseMessageStore}. */
@Entity
@Table(name = "messages")
@IdClass(MessageId.class)
class Message {
  @Id
  @Column(name = "conversation_id")
  private long conversationId;

  @Id private long seq;

  @Column(name = "from_id")
  private int fromId;

  @Column(name = "to_id")
  private int toId;

  @Column(name = "group_id")
  private int groupId;

  @Column(columnDefinition = "MEDIUMTEXT")
  private String content;

  @Column(name = "timestamp_ms")
  private long timestampMs;

  @Column(name = "msg_id")
  private String msgId;

  /** For Hibernate. */
  protected Message() {}

  /** The row as the write path knows it. */
  StoredMessage stored() {
    return new StoredMessage(new Draft(fromId, toId, groupId, content, msgId), seq, timestampMs);
  }
}
