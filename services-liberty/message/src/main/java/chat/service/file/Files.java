package chat.service.file;

import chat.proto.ErrorCode;
import chat.proto.FilePieces;
import chat.proto.common.Attachment;
import chat.proto.message.CreateFileRequest;
import chat.proto.message.PutPieceRequest;
import chat.service.runtime.Refused;
import chat.service.runtime.Rows;
import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Stores files of users, piece by piece. A file is there for others when its last piece has come;
 * from then on it never changes. Blocks.
 */
@ApplicationScoped
class Files {
  private static final int ID_BYTES = 16;

  // A small file costs a page too, and so nobody has more than a few hundred thousand.
  private static final String KEPT =
      "select coalesce(sum(case when f.size < 4096L then 4096L else f.size end), 0L)"
          + " from StoredFile f where f.ownerId = :owner";

  private static final String PUT =
      "INSERT INTO file_pieces (file_id, number, data) VALUES (:file, :number, :data)"
          + " ON DUPLICATE KEY UPDATE data = VALUES(data)";

  private static final String COUNT = "select count(*) from FilePiece p where p.fileId = :file";

  private final SecureRandom random = new SecureRandom();

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private FileLimits limits;
  @Inject private FileMetrics metrics;
  @Inject private Rows rows;
  @Inject private Clock clock;

  /**
   * Makes room for a file. Two at the same moment may both find the user's last room: each is
   * bounded, and so is how many a user can send at a time.
   *
   * @throws Refused 400 for a name or size that is none, 413 for more than is allowed
   */
  @Transactional
  Attachment create(int ownerId, CreateFileRequest request) {
    String name = FileNames.name(request.getName());
    limits.checkFile(request.getSize());
    limits.checkUser(kept(ownerId), request.getSize());
    StoredFile file =
        new StoredFile(
            newId(),
            ownerId,
            name,
            FileNames.type(request.getType()),
            request.getSize(),
            clock.millis());
    entities.persist(file);
    return file.toProto();
  }

  /**
   * Stores a piece; again, and it takes the place of the first one. The last one that was missing
   * makes the file complete.
   *
   * @throws Refused 404 when the user has no such file, or it no such piece; 400 when the piece has
   *     a wrong length; 409 when the file is complete and the piece another one
   */
  @Transactional
  void put(int ownerId, PutPieceRequest request) {
    String id = FileReading.checkId(request.getFileId());
    // Locked, so that of two last pieces one sees the other.
    StoredFile file =
        rows.lock(entities, StoredFile.class, id)
            .filter(found -> found.ownerId() == ownerId)
            .orElseThrow(FileReading::noSuchFile);
    checkLength(file, request.getNumber(), request.getData());
    if (file.isComplete()) {
      checkSame(id, request.getNumber(), request.getData());
      return;
    }
    entities
        .createNativeQuery(PUT)
        .setParameter("file", id)
        .setParameter("number", request.getNumber())
        .setParameter("data", request.getData().toByteArray())
        .executeUpdate();
    if (stored(id) == FilePieces.count(file.size())) {
      file.complete(true);
      metrics.stored(file.size());
    }
  }

  private long kept(int ownerId) {
    return entities.createQuery(KEPT, Long.class).setParameter("owner", ownerId).getSingleResult();
  }

  private long stored(String id) {
    return entities.createQuery(COUNT, Long.class).setParameter("file", id).getSingleResult();
  }

  private void checkSame(String id, int number, ByteString data) {
    FilePiece stored =
        rows.find(entities, FilePiece.class, new FilePieceId(id, number))
            .orElseThrow(FileReading::noSuchPiece);
    if (!Arrays.equals(stored.data(), data.toByteArray())) {
      throw new Refused(ErrorCode.CONFLICT, "the file is complete, it cannot be changed any more");
    }
  }

  private static void checkLength(StoredFile file, int number, ByteString data) {
    if (number < 0 || number >= FilePieces.count(file.size())) {
      throw FileReading.noSuchPiece();
    }
    int length = FilePieces.length(file.size(), number);
    if (data.size() != length) {
      throw new Refused(
          ErrorCode.MALFORMED,
          "piece %d of this file has %d bytes, not %d".formatted(number, length, data.size()));
    }
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
