package chat.service.file;

import chat.proto.common.Attachment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code files}: a file, without its bytes. */
@Entity
@Table(name = "files")
class StoredFile {
  @Id
  @Column(length = 32)
  @JdbcTypeCode(SqlTypes.CHAR)
  private String id;

  @Column(name = "owner_id")
  private int ownerId;

  private String name;
  private String type;
  private long size;
  private boolean complete;

  @Column(name = "created_ms")
  private long createdMs;

  /** For Hibernate. */
  protected StoredFile() {}

  /** A new one, of which nothing has come yet. */
  StoredFile(String id, int ownerId, String name, String type, long size, long createdMs) {
    this.id = id;
    this.ownerId = ownerId;
    this.name = name;
    this.type = type;
    this.size = size;
    this.createdMs = createdMs;
  }

  int ownerId() {
    return ownerId;
  }

  /** Bytes. */
  long size() {
    return size;
  }

  /** Whether all of it is there. Nobody sees one that is not. */
  boolean isComplete() {
    return complete;
  }

  void complete(boolean value) {
    complete = value;
  }

  /** As it goes over the wire. */
  Attachment toProto() {
    return Attachment.newBuilder().setId(id).setName(name).setType(type).setSize(size).build();
  }
}
