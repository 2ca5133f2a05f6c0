package chat.service.file;

import chat.service.runtime.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/**
 * Finds and deletes files that are in no message, or only in such as were recalled. Each method is
 * one transaction, and a short one. Called by {@link FileCleaning}.
 */
@ApplicationScoped
class UnusedFiles {
  static final int PAGE_FILES = 500;
  private static final int STEP_PIECES = 32;

  private static final String USED =
      "EXISTS (SELECT 1 FROM file_uses u STRAIGHT_JOIN messages m"
          + " ON m.conversation_id = u.conversation_id AND m.seq = u.seq"
          + " WHERE u.file_id = f.id AND m.recalled_ms = 0)";

  private static final String PAGE =
      "SELECT f.id, "
          + USED
          + " FROM (SELECT id FROM files WHERE id > :after AND created_ms < :before"
          + " ORDER BY id LIMIT :rows) f ORDER BY f.id";

  private static final String IS_USED = "SELECT " + USED + " FROM files f WHERE f.id = :file";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private FileMetrics metrics;
  @Inject private Rows rows;

  /**
   * Some files that were looked at.
   *
   * @param last where the next page begins; empty when this was the last one
   * @param unused ids of those that are in no message
   */
  record Page(Optional<String> last, List<String> unused) {}

  /**
   * Looks at the next {@value #PAGE_FILES} files, in the order of their ids.
   *
   * @param after the id before them; empty at first
   * @param beforeMs only files that were made before that moment
   */
  @Transactional
  Page page(String after, long beforeMs) {
    List<Object[]> found = look(after, beforeMs);
    return new Page(
        found.size() < PAGE_FILES ? Optional.empty() : Optional.of(found.getLast()[0].toString()),
        found.stream().filter(row -> !isTrue(row[1])).map(row -> row[0].toString()).toList());
  }

  /**
   * Deletes some pieces of a file, with the last ones the file itself. From the first step on it is
   * incomplete: nobody can read it, or send it in a message.
   *
   * @return whether there is more to delete; not so either when it has got into a message meanwhile
   */
  @Transactional
  boolean deleteSome(String fileId) {
    // Locked: whoever puts it into a message locks it too, and comes wholly before or after.
    Optional<StoredFile> file = rows.lock(entities, StoredFile.class, fileId);
    if (file.isEmpty() || isUsed(fileId)) {
      return false;
    }
    file.get().complete(false);
    int pieces =
        entities
            .createNativeQuery("DELETE FROM file_pieces WHERE file_id = :file LIMIT :rows")
            .setParameter("file", fileId)
            .setParameter("rows", STEP_PIECES)
            .executeUpdate();
    if (pieces == STEP_PIECES) {
      return true;
    }
    entities
        .createNativeQuery("DELETE FROM file_uses WHERE file_id = :file")
        .setParameter("file", fileId)
        .executeUpdate();
    entities.remove(file.get());
    metrics.deleted();
    return false;
  }

  @SuppressWarnings("unchecked")
  private List<Object[]> look(String after, long beforeMs) {
    return (List<Object[]>)
        entities
            .createNativeQuery(PAGE, Object[].class)
            .setParameter("after", after)
            .setParameter("before", beforeMs)
            .setParameter("rows", PAGE_FILES)
            .getResultList();
  }

  private boolean isUsed(String fileId) {
    return isTrue(
        entities
            .createNativeQuery(IS_USED, Object.class)
            .setParameter("file", fileId)
            .getSingleResult());
  }

  // The driver gives numbers of several kinds for what SQL says is true.
  private static boolean isTrue(Object value) {
    return value instanceof Number number ? number.intValue() != 0 : Boolean.TRUE.equals(value);
  }
}
