package chat.service.message;

import chat.service.runtime.Rehearsal;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Writes a message of some user to themself, and rolls it back. */
@ApplicationScoped
class WriteRehearsal implements Rehearsal {
  @Inject private DatabaseMessageStore store;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Resource private TransactionSynchronizationRegistry transaction;

  @Override
  @Transactional
  public void rehearse() {
    List<Integer> anybody =
        entities
            .createQuery("select p.id from Person p", Integer.class)
            .setMaxResults(1)
            .getResultList();
    for (int user : anybody) {
      var draft = new Draft(user, user, 0, "rehearsal", UUID.randomUUID().toString());
      store.write(List.of(draft), new Heads(1));
      store.find(List.of(draft.key()));
    }
    transaction.setRollbackOnly();
  }
}
