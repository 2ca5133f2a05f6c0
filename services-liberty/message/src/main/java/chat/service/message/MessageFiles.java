package chat.service.message;

import chat.proto.common.Attachment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The files that are in messages. Call it inside a transaction. */
@ApplicationScoped
class MessageFiles {
  private static final String FILES = "SELECT id, name, type, size FROM files WHERE id IN (:ids)";

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** The files of all these messages by id: one query, none where no message has a file. */
  Map<String, Attachment> of(Collection<StoredMessage> messages) {
    Set<String> ids =
        messages.stream()
            .map(message -> message.draft().extras())
            .filter(Extras::hasFile)
            .map(Extras::fileId)
            .collect(Collectors.toSet());
    Map<String, Attachment> files = new HashMap<>();
    if (ids.isEmpty()) {
      return files;
    }
    List<?> rows =
        entities.createNativeQuery(FILES, Object[].class).setParameter("ids", ids).getResultList();
    for (Object row : rows) {
      Object[] file = (Object[]) row;
      Attachment attachment =
          attachment(
              file[0].toString(),
              file[1].toString(),
              file[2].toString(),
              ((Number) file[3]).longValue());
      files.put(attachment.getId(), attachment);
    }
    return files;
  }

  /** A row as it goes over the wire. */
  static Attachment attachment(String id, String name, String type, long size) {
    return Attachment.newBuilder().setId(id).setName(name).setType(type).setSize(size).build();
  }
}
