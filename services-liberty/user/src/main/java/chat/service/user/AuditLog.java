package chat.service.user;

import chat.proto.user.AuditEntry;
import chat.proto.user.AuditRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * What administrators do, kept for good. Whoever changes something writes it down in the same
 * transaction, or before. Blocks.
 */
@ApplicationScoped
@Transactional
class AuditLog {
  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Inject private Clock clock;

  private record Entry(AuditRow row, Account actor) {}

  /** Writes something down in the transaction of the caller, or in one of its own. */
  public void write(int actorId, String action, String subject, String detail) {
    entities.persist(new AuditRow(clock.millis(), actorId, action, subject, detail));
  }

  /**
   * Writes down what is about to be done elsewhere.
   *
   * @throws chat.service.runtime.Refused 400 or 413 when the texts are none for the log
   */
  public void write(int actorId, AuditRequest request) {
    AccountRules.audit(request);
    write(actorId, request.getAction(), request.getSubject(), request.getDetail());
  }

  /**
   * The newest entries first.
   *
   * @param beforeId those before this one; 0 for the newest
   */
  public List<AuditEntry> list(long beforeId, int limit) {
    return entities
        .createQuery(
            "select r, a from AuditRow r join Account a on a.id = r.actorId"
                + " where r.id < :before order by r.id desc",
            Entry.class)
        .setParameter("before", beforeId == 0 ? Long.MAX_VALUE : beforeId)
        .setMaxResults(limit)
        .getResultStream()
        .map(entry -> entry.row().of(entry.actor()))
        .toList();
  }
}
