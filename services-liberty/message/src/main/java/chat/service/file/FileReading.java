package chat.service.file;

import chat.proto.ConversationId;
import chat.proto.ErrorCode;
import chat.proto.common.Attachment;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gives files to those who may read them: the owner, and who sees a message that the file is in.
 * For all others there is none. Blocks.
 */
@ApplicationScoped
class FileReading {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  // The same who may see a message in chat.service.message.History.
  private static final String READABLE =
      """
      SELECT f.* FROM files f WHERE f.id = :file AND f.complete AND (f.owner_id = :user OR EXISTS (
        SELECT 1 FROM file_uses u STRAIGHT_JOIN messages m
          ON m.conversation_id = u.conversation_id AND m.seq = u.seq
        WHERE u.file_id = f.id AND m.recalled_ms = 0 AND CASE
          WHEN u.conversation_id >= :firstPrivate THEN :user IN (m.from_id, m.to_id)
          ELSE EXISTS (SELECT 1 FROM group_members g
              WHERE g.group_id = u.conversation_id AND g.user_id = :user)
            AND u.seq > COALESCE((SELECT c.joined_seq FROM cursors c
              WHERE c.user_id = :user AND c.conversation_id = u.conversation_id), 0) END))""";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Rows rows;

  /**
   * Describes a file.
   *
   * @throws Refused 404 when there is none that the user may read
   */
  @Transactional
  Attachment describe(int userId, String fileId) {
    return readable(userId, fileId).toProto();
  }

  /**
   * A piece of a file.
   *
   * @throws Refused 404 when there is none that the user may read
   */
  @Transactional
  ByteString piece(int userId, String fileId, int number) {
    readable(userId, fileId);
    return rows.find(entities, FilePiece.class, new FilePieceId(fileId, number))
        .map(piece -> UnsafeByteOperations.unsafeWrap(piece.data()))
        .orElseThrow(FileReading::noSuchPiece);
  }

  /** Lets an id pass; for one that cannot be one there is no file. */
  static String checkId(String fileId) {
    if (!ID.matcher(fileId).matches()) {
      throw noSuchFile();
    }
    return fileId;
  }

  static Refused noSuchFile() {
    return new Refused(ErrorCode.NOT_FOUND, "there is no such file");
  }

  static Refused noSuchPiece() {
    return new Refused(ErrorCode.NOT_FOUND, "the file has no such piece");
  }

  private StoredFile readable(int userId, String fileId) {
    List<?> found =
        entities
            .createNativeQuery(READABLE, StoredFile.class)
            .setParameter("file", checkId(fileId))
            .setParameter("user", userId)
            .setParameter("firstPrivate", ConversationId.FIRST_PRIVATE)
            .getResultList();
    return found.stream()
        .map(StoredFile.class::cast)
        .findFirst()
        .orElseThrow(FileReading::noSuchFile);
  }
}
