package chat.service.user;

import chat.service.runtime.EndedSessions;
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
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Which sessions were ended before their tokens expire. A row is kept for a token's whole lifetime
 * from the logout on, which is longer than needed, and deleted by a task that runs once an hour.
 */
@ApplicationScoped
class Sessions {
  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private EndedSessions known;
  @Inject private Clock clock;
  @Inject private Sessions transactional;
  private Future<?> cleaning;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    cleaning =
        scheduler.scheduleWithFixedDelay(transactional::deleteExpired, 1, 60, TimeUnit.MINUTES);
  }

  @PreDestroy
  void stop() {
    cleaning.cancel(false);
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
    return entities.find(EndedSession.class, session) != null;
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
