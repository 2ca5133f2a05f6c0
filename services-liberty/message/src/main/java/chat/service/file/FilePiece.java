package chat.service.file;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code file_pieces}: some bytes of a file. Written by {@link Files}. */
@Entity
@Table(name = "file_pieces")
@IdClass(FilePieceId.class)
class FilePiece {
  @Id
  @Column(name = "file_id", length = 32)
  @JdbcTypeCode(SqlTypes.CHAR)
  private String fileId;

  @Id private int number;

  @Column(columnDefinition = "MEDIUMBLOB")
  private byte[] data;

  /** For Hibernate. */
  protected FilePiece() {}

  byte[] data() {
    return data;
  }
}
