package chat.service.message;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** The numbers of the message path, for {@code /metrics}. Any thread. */
@ApplicationScoped
class MessageMetrics implements CommitListener, OutboxListener {
  @Inject private MetricRegistry registry;
  private Counter accepted;
  private Counter failedTransactions;
  private Counter published;
  private Counter unpublished;
  private Histogram batchMessages;
  private Timer commitTime;
  private Timer flushTime;

  @PostConstruct
  void register() {
    accepted = registry.counter("chat_messages_accepted");
    failedTransactions = registry.counter("chat_commit_failures");
    published = registry.counter("chat_outbox_batches", new Tag("outcome", "published"));
    unpublished = registry.counter("chat_outbox_batches", new Tag("outcome", "failed"));
    batchMessages = registry.histogram("chat_commit_batch_messages");
    commitTime = registry.timer("chat_commit_time");
    flushTime = registry.timer("chat_commit_flush_time");
  }

  /** Shows how many messages wait for the next transaction. */
  void watch(Committer committer) {
    registry.gauge("chat_commit_queue_messages", committer, Committer::waiting);
  }

  /** Shows what the outbox held when it was last looked at. */
  void watch(Backlog backlog) {
    registry.gauge("chat_outbox_rows", backlog, Backlog::rows);
    registry.gauge("chat_outbox_oldest_seconds", backlog, Backlog::oldestSeconds);
  }

  @Override
  public void committed(int messages, long nanos) {
    accepted.inc(messages);
    batchMessages.update(messages);
    commitTime.update(Duration.ofNanos(nanos));
  }

  /** A transaction's COMMIT took this long. */
  void flushed(long nanos) {
    flushTime.update(Duration.ofNanos(nanos));
  }

  @Override
  public void failed() {
    failedTransactions.inc();
  }

  @Override
  public void ended(boolean done) {
    (done ? published : unpublished).inc();
  }
}
