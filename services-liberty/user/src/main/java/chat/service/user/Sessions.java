package chat.service.user;

import chat.service.runtime.EndedSessions;
import chat.service.runtime.Rows;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Which sessions were ended before their tokens expire. A row is kept for a token's whole lifetime
 * from the logout on, which is longer than needed, and deleted by a task that runs once an hour.
 */
@ApplicationScoped
class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private EndedSessions known;
  @Inject private Rows rows;
  @Inject private Clock clock;
  @Inject private Sessions transactional;
  private Optional<Future<?>> cleaning = Optional.empty();

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Runnable task = () -> clean(transactional::deleteExpired);
    cleaning = Optional.of(scheduler.scheduleWithFixedDelay(task, 1, 60, TimeUnit.MINUTES));
  }

  @PreDestroy
  void stop() {
    cleaning.ifPresent(running -> running.cancel(false));
  }

  /** Never throws: the scheduler would not come again. */
  static void clean(Runnable deletion) {
    try {
      deletion.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "expired sessions are not deleted: {0}", e.toString());
    }
  }

  /** Ends a session; once more changes nothing. Blocks. */
  @Transactional
  public void end(String session) {
    long expiresMs = clock.millis() + TokenIssuer.LIFETIME.toMillis();
    entities.merge(new EndedSession(session, expiresMs));
    known.add(session);
  }

  /** Whether a session was ended, as the database says now. Blocks. */
  @Transactional
  public boolean isEnded(String session) {
    return rows.find(entities, EndedSession.class, session).isPresent();
  }

  /** Forgets the sessions whose tokens have expired anyway. Blocks. */
  @Transactional
  public void deleteExpired() {
    entities
        .createQuery("delete from EndedSession s where s.expiresMs < :now")
        .setParameter("now", clock.millis())
        .executeUpdate();
  }
}
