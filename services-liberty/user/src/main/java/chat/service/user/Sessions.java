package chat.service.user;

import chat.proto.ErrorCode;
import chat.proto.user.Session;
import chat.service.runtime.EndedSessions;
import chat.service.runtime.Refused;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Which sessions are open, and which were ended before their tokens expire. A row of the latter is
 * kept for a token's whole lifetime from the logout on, which is longer than needed, and deleted by
 * a task that runs once an hour.
 */
@ApplicationScoped
class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  private static final int MAX_LISTED = 500;
  private static final String WRITE_ENDED =
      """
      INSERT IGNORE INTO ended_sessions (session_id, expires_ms)
      SELECT session_id, expires_ms FROM sessions
      WHERE user_id = :user AND session_id <> :kept
      """;
  private static final String DELETE_OPEN =
      "DELETE FROM sessions WHERE user_id = :user AND session_id <> :kept";

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
    entities
        .createQuery("delete from OpenSession s where s.sessionId = :session")
        .setParameter("session", session)
        .executeUpdate();
    known.add(session);
  }

  /**
   * Ends a session of the user's. Blocks.
   *
   * @throws Refused 404 when the user has no such session
   */
  @Transactional
  public void end(int userId, String session) {
    boolean isOwn =
        rows.find(entities, OpenSession.class, session)
            .filter(open -> open.userId() == userId && open.expiresMs() > clock.millis())
            .isPresent();
    if (!isOwn) {
      throw new Refused(ErrorCode.NOT_FOUND, "there is no such session");
    }
    end(session);
  }

  /** Ends all sessions of a user but one, in the caller's transaction. Blocks. */
  @Transactional
  public void endAll(int userId, Optional<String> kept) {
    List<String> ended =
        entities
            .createQuery(
                "select s.sessionId from OpenSession s"
                    + " where s.userId = :user and s.sessionId <> :kept",
                String.class)
            .setParameter("user", userId)
            .setParameter("kept", kept.orElse(""))
            .getResultList();
    Stream.of(WRITE_ENDED, DELETE_OPEN)
        .map(entities::createNativeQuery)
        .forEach(
            query ->
                query
                    .setParameter("user", userId)
                    .setParameter("kept", kept.orElse(""))
                    .executeUpdate());
    ended.forEach(known::add);
  }

  /**
   * The open sessions of the caller, the newest first, {@value #MAX_LISTED} at most. Blocks.
   *
   * @param userId the caller
   * @param asking the session that asks
   */
  @Transactional
  public List<Session> of(int userId, Optional<String> asking) {
    return entities
        .createQuery(
            "select s from OpenSession s where s.userId = :user and s.expiresMs > :now"
                + " order by s.createdMs desc, s.sessionId",
            OpenSession.class)
        .setParameter("user", userId)
        .setParameter("now", clock.millis())
        .setMaxResults(MAX_LISTED)
        .getResultStream()
        .map(open -> open.toSession(asking))
        .toList();
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
    entities
        .createQuery("delete from OpenSession s where s.expiresMs < :now")
        .setParameter("now", clock.millis())
        .executeUpdate();
  }
}
