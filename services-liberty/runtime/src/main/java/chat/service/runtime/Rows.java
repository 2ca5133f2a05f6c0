package chat.service.runtime;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;

/**
 * Finds rows by their keys. Use it instead of {@link EntityManager#find}: Hibernate answers "no
 * such row" there when the database breaks off and the container has marked the transaction for
 * rollback (HHH-12472). What is unknown must not be taken for absent.
 */
@ApplicationScoped
public class Rows {
  @Resource private TransactionSynchronizationRegistry transactions;

  /** For the container. */
  public Rows() {}

  Rows(TransactionSynchronizationRegistry transactions) {
    this.transactions = transactions;
  }

  /**
   * The row with this key.
   *
   * @throws PersistenceException when the database does not say
   */
  public <T> Optional<T> find(EntityManager entities, Class<T> type, Object key) {
    return known(entities.find(type, key));
  }

  /**
   * The row with this key, locked until the end of the transaction.
   *
   * @throws PersistenceException when the database does not say, or gives no lock in time
   */
  public <T> Optional<T> lock(EntityManager entities, Class<T> type, Object key) {
    return known(entities.find(type, key, LockModeType.PESSIMISTIC_WRITE));
  }

  private <T> Optional<T> known(T found) {
    if (found == null && transactions.getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK) {
      var cause = new SQLNonTransientConnectionException("the database broke off");
      throw new PersistenceException("nobody knows whether there is such a row", cause);
    }
    return Optional.ofNullable(found);
  }
}
