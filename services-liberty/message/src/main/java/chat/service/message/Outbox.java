package chat.service.message;

import chat.service.push.PushSink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The outbox rows that this instance has in hand: being published, or published and still to be
 * deleted. Any thread; never waits. What cannot be published now keeps its row, which {@link
 * OutboxRelay} finds later.
 */
@ApplicationScoped
class Outbox {
  private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
  private final Queue<Long> published = new ConcurrentLinkedQueue<>();
  private final PushSink sink;
  private final OutboxListener listener;

  @Inject
  Outbox(PushSink sink, OutboxListener listener) {
    this.sink = sink;
    this.listener = listener;
  }

  /** For the container's proxy. */
  protected Outbox() {
    this((pushes, whenDone) -> false, done -> {});
  }

  /** Publishes a committed batch. */
  void publish(Publication publication) {
    long id = publication.outboxId();
    inHand.add(id);
    OutboxSpans spans = OutboxSpans.begin(publication.pushes());
    if (!sink.publish(spans.pushes(), done -> ended(id, spans, done))) {
      ended(id, spans, false);
    }
  }

  /** Whether the row is in hand here, and nobody else's business yet. */
  boolean has(long outboxId) {
    return inHand.contains(outboxId);
  }

  /** Takes the rows that can be deleted. */
  List<Long> takePublished() {
    List<Long> taken = new ArrayList<>();
    for (Long id = published.poll(); id != null; id = published.poll()) {
      taken.add(id);
    }
    return taken;
  }

  /** The rows are gone. */
  void deleted(Collection<Long> outboxIds) {
    inHand.removeAll(outboxIds);
  }

  /** The rows could not be deleted; they are taken again next time. */
  void giveBack(Collection<Long> outboxIds) {
    published.addAll(outboxIds);
  }

  private void ended(long id, OutboxSpans spans, boolean done) {
    spans.end(done);
    listener.ended(done);
    if (done) {
      published.add(id);
    } else {
      inHand.remove(id);
    }
  }
}
