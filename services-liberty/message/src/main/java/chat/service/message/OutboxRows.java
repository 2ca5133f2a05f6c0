package chat.service.message;

import chat.service.push.Push;
import chat.service.push.PushSink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The rows of the outbox, each method in a transaction. Called by {@link OutboxRelay}. */
@ApplicationScoped
class OutboxRows {
  private static final int PAGE_ROWS = 16;
  private static final Duration LEFT_BEHIND_AFTER = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
  // Rows that another instance is publishing at this moment are skipped.
  private static final String OLDEST =
      "SELECT id, ranges FROM outbox WHERE id < :before ORDER BY id LIMIT :rows"
          + " FOR UPDATE SKIP LOCKED";

  private static final String LOOK =
      "SELECT COUNT(*), MIN(id) FROM (SELECT id FROM outbox ORDER BY id LIMIT "
          + Backlog.MOST_ROWS
          + ") AS some";

  @Inject private Outbox outbox;
  @Inject private OutboxListener listener;
  @Inject private PushSink sink;
  @Inject private StoredPushes pushes;
  @Inject private Clock clock;

  @PersistenceContext(unitName = "chat")
  private EntityManager entities;

  /** Deletes rows. */
  @Transactional
  void delete(Collection<Long> outboxIds) {
    if (!outboxIds.isEmpty()) {
      entities
          .createNativeQuery("DELETE FROM outbox WHERE id IN (:ids)")
          .setParameter("ids", outboxIds)
          .executeUpdate();
    }
  }

  /**
   * Publishes the oldest rows that nobody has in hand, in order, waits for Kafka, and deletes them.
   *
   * @return whether there may be more to do at once: some were published, and none failed
   */
  @Transactional
  boolean publishLeftBehind() {
    Map<Long, CompletableFuture<Boolean>> publishing = new LinkedHashMap<>();
    for (Object[] row : oldest()) {
      long id = ((Number) row[0]).longValue();
      if (!outbox.has(id)) {
        publishing.put(id, publish(pushes.of(Range.parse((String) row[1]))));
      }
    }
    List<Long> done =
        publishing.entrySet().stream()
            .filter(entry -> isDone(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    delete(done);
    return !done.isEmpty() && done.size() == publishing.size();
  }

  /** Looks how much there is; counts no further than need be, so that it is quick. */
  @Transactional
  void look(Backlog backlog) {
    Object[] row = (Object[]) entities.createNativeQuery(LOOK, Object[].class).getSingleResult();
    Optional<Number> oldest = Optional.ofNullable((Number) row[1]);
    backlog.seen(
        ((Number) row[0]).longValue(),
        oldest
            .map(id -> OptionalLong.of(OutboxIds.millisOf(id.longValue())))
            .orElse(OptionalLong.empty()));
  }

  @SuppressWarnings("unchecked")
  private List<Object[]> oldest() {
    return (List<Object[]>)
        entities
            .createNativeQuery(OLDEST, Object[].class)
            .setParameter(
                "before", OutboxIds.atMillis(clock.millis() - LEFT_BEHIND_AFTER.toMillis()))
            .setParameter("rows", PAGE_ROWS)
            .getResultList();
  }

  private CompletableFuture<Boolean> publish(List<Push> batch) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (!sink.publish(batch, done::complete)) {
      done.complete(false);
    }
    return done.completeOnTimeout(false, ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  private boolean isDone(CompletableFuture<Boolean> publishing) {
    boolean done = publishing.join();
    listener.ended(done);
    return done;
  }
}
