package chat.service.message;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Gives the service its one {@link Committer}, and the committer its thread. */
@ApplicationScoped
class CommitterProducer {
  private static final int QUEUE_MESSAGES = 16_384;
  private static final Duration DRAIN = Duration.ofSeconds(10);

  @Inject private BrokenPromises promises;
  @Inject private DatabaseMessageStore store;
  @Inject private Outbox outbox;
  @Inject private MessageMetrics metrics;
  @Resource private ManagedThreadFactory threads;
  private final Deque<Runnable> atEnd = new ArrayDeque<>();

  @Produces
  @Singleton
  Committer start() {
    Committer committer =
        new Committer(
            promises.store(store), outbox::publish, metrics, System::nanoTime, QUEUE_MESSAGES);
    metrics.watch(committer);
    Thread thread = threads.newThread(committer);
    thread.setName("committer");
    thread.start();
    atEnd.push(() -> stop(committer, thread));
    return committer;
  }

  @PreDestroy
  void stop() {
    atEnd.forEach(Runnable::run);
  }

  private static void stop(Committer committer, Thread thread) {
    committer.close();
    try {
      thread.join(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
