package chat.service.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.persistence.SchemaValidationException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Compares the tables with the entities of this service, as soon as there is a database to ask, and
 * has the service's {@link Rehearsal} done then. Not at start, because a service starts without the
 * database as well.
 */
@ApplicationScoped
class SchemaCheck {
  private static final Logger LOG = Logger.getLogger(SchemaCheck.class.getName());

  @PersistenceUnit(unitName = "chat")
  private EntityManagerFactory entities;

  @Inject @Any private Instance<Rehearsal> rehearsals;

  private final Lock checking = new ReentrantLock();
  private volatile boolean passed;

  /**
   * Whether the tables are as they must be; no while another thread is still looking. Each look
   * takes a connection for seconds on a cold virtual machine, so probes that come faster than that
   * must not take all of them. Costs nothing once it has passed.
   *
   * @throws RuntimeException when the database is away
   */
  public boolean passes() {
    if (!passed && checking.tryLock()) {
      try {
        entities.getSchemaManager().validate();
        rehearsals.forEach(SchemaCheck::rehearse);
        passed = true;
      } catch (SchemaValidationException e) {
        LOG.log(Level.WARNING, "the schema is not the one of this version: migrate it", e);
      } finally {
        checking.unlock();
      }
    }
    return passed;
  }

  // Fail-open: without it the service is slow at first.
  private static void rehearse(Rehearsal rehearsal) {
    try {
      rehearsal.rehearse();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the rehearsal failed", e);
    }
  }
}
