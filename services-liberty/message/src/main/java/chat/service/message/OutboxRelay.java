package chat.service.message;

import chat.proto.BrokenPromise;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Once a second: deletes the outbox rows whose pushes are done, and publishes those that were left
 * behind, by an instance that died or while Kafka was away; every {@value #TICKS_PER_LOOK} s, looks
 * how much there is. Runs from the start of the application to its end, on a managed thread, never
 * twice at a time.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = System.getLogger(OutboxRelay.class.getName());
  private static final int PERIOD_SECONDS = 1;
  private static final int TICKS_PER_LOOK = 5;

  @Inject private BrokenPromises promises;
  @Inject private Outbox outbox;
  @Inject private OutboxRows rows;
  @Inject private MessageMetrics metrics;
  @Inject private Clock clock;
  @Resource private ManagedScheduledExecutorService scheduler;
  private Optional<Future<?>> ticks = Optional.empty();

  private Backlog backlog;
  private int tick;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    backlog = new Backlog(clock::millis);
    metrics.watch(backlog);
    ticks =
        Optional.of(
            scheduler.scheduleWithFixedDelay(this::tick, 0, PERIOD_SECONDS, TimeUnit.SECONDS));
  }

  @PreDestroy
  void stop() {
    ticks.ifPresent(running -> running.cancel(true));
  }

  private void tick() {
    try {
      deletePublished();
      if (tick++ % TICKS_PER_LOOK == 0) {
        rows.look(backlog);
      }
      while (promises.keep(BrokenPromise.NO_OUTBOX_REPLAY) && rows.publishLeftBehind()) {
        LOG.log(Level.DEBUG, "published batches that were left behind");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the outbox is not worked off: {0}", e.toString());
    }
  }

  private void deletePublished() {
    List<Long> published = outbox.takePublished();
    try {
      rows.delete(published);
      outbox.deleted(published);
    } catch (RuntimeException e) {
      outbox.giveBack(published);
      throw e;
    }
  }
}
