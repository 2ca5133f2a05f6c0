package chat.service.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A row of {@code messages}. Written by {@link BatchInsert}; an edit or a recall changes it, see
 * {@link BatchChange}.
 */
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

  private byte kind;

  @Column(name = "target_seq")
  private long targetSeq;

  @Column(name = "reply_seq")
  private long replySeq;

  private String mentions;

  @Column(name = "file_id")
  private String fileId;

  @Column(name = "edited_ms")
  private long editedMs;

  @Column(name = "recalled_ms")
  private long recalledMs;

  /** For Hibernate. */
  protected Message() {}

  /** The row as the write path knows it. */
  StoredMessage stored() {
    Extras extras = Extras.of(kind, targetSeq, replySeq, mentions, fileId);
    Draft draft = new Draft(fromId, toId, groupId, content, msgId, extras);
    return new StoredMessage(draft, seq, timestampMs, editedMs, recalledMs);
  }
}
