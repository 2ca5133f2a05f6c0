package chat.service.message;

import chat.service.push.WeightedQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes messages. While one transaction commits, the next batch collects in the queue; it is then
 * written whole, so that one disk flush is shared by everything that waited. {@link #submit} is
 * called from any thread; one thread runs {@link #run} and does everything else, which makes the
 * order of the queue the order of every conversation.
 *
 * <p>Whatever goes wrong with a transaction, the answer is the same: read back what is committed,
 * answer that, and try the rest again with heads from the table. So a lost connection, a commit
 * whose outcome nobody knows, a message that was sent before, and another instance that wrote to
 * the same conversation need no cases of their own. A batch that still fails is halved until the
 * message that fails is alone. A batch that has failed for five seconds, because somebody holds a
 * lock that it needs, is told to try again, so that the others get their turn. When nothing can be
 * read back the database is away: everything that waits is told to try again.
 *
 * <p>Overflow rule: when the queue is full a message is refused at once with {@link
 * Outcome#OVERLOADED}.
 */
final class Committer implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(Committer.class.getName());
  private static final int QUEUE_BYTES = 64 << 20;
  private static final int BATCH_MESSAGES = 1_000;
  private static final int BATCH_BYTES = 4 << 20;
  private static final int ATTEMPTS = 10;
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int KEPT_HEADS = 100_000;
  private static final Pending STOP = new Pending(new Draft(0, 0, 0, "", ""), outcome -> {});

  private final MessageStore store;
  private final Consumer<Publication> publications;
  private final CommitListener listener;
  private final LongSupplier nanos;
  private final WeightedQueue<Pending> queue;
  private final Heads heads = new Heads(KEPT_HEADS);
  private boolean away;
  private volatile boolean closed;
  private volatile boolean ended;

  /**
   * @param publications takes each committed batch, on the committer's thread, after its senders
   *     were answered; must not block
   * @param nanos a clock that is never set, nanoseconds
   * @param queueMessages the most messages that wait, positive
   */
  Committer(
      MessageStore store,
      Consumer<Publication> publications,
      CommitListener listener,
      LongSupplier nanos,
      int queueMessages) {
    this.store = store;
    this.publications = publications;
    this.listener = listener;
    this.nanos = nanos;
    this.queue =
        new WeightedQueue<>(queueMessages, QUEUE_BYTES, pending -> pending.draft().weight());
  }

  /**
   * Queues a message. Does not wait.
   *
   * @param reply takes the outcome, once, on the committer's thread or this one; must not block
   */
  void submit(Draft draft, Consumer<Outcome> reply) {
    Pending pending = new Pending(draft, reply);
    if (closed) {
      pending.answer(Outcome.AWAY);
    } else if (!queue.offer(pending)) {
      pending.answer(Outcome.OVERLOADED);
    } else if (ended) {
      refuseWaiting();
    }
  }

  /** How many messages wait for the next transaction. */
  int waiting() {
    return queue.size();
  }

  /** Whether the thread has come to its end. */
  boolean ended() {
    return ended;
  }

  /** Writes until {@link #close}; what waits then is still written. */
  @Override
  public void run() {
    try {
      while (!closed || queue.size() > 0) {
        commit(Batch.of(collect()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      refuseWaiting();
    }
  }

  /** Refuses what comes from now on and lets the thread end. Does not wait for it. */
  @Override
  public void close() {
    closed = true;
    // When there is no room for it the thread is busy, and sees the flag before it waits again.
    queue.offer(STOP);
  }

  private List<Pending> collect() throws InterruptedException {
    List<Pending> collected = new ArrayList<>();
    int bytes = 0;
    Optional<Pending> next = Optional.of(queue.take());
    while (next.isPresent()) {
      collected.add(next.get());
      bytes += next.get().draft().weight();
      boolean room = collected.size() < BATCH_MESSAGES && bytes < BATCH_BYTES;
      next = room ? queue.poll() : Optional.empty();
    }
    if (closed) {
      collected.remove(STOP);
    }
    return collected;
  }

  private void commit(Batch batch) {
    try {
      CommitSpans.waited(batch.firsts());
      write(batch, 1, nanos.getAsLong());
    } catch (RuntimeException e) {
      LOG.log(away ? Level.DEBUG : Level.WARNING, "the database is away", e);
      away = true;
      batch.refuse(Outcome.AWAY);
      refuseWaiting();
    }
  }

  /**
   * @param begun when the first attempt began
   * @throws RuntimeException when nothing can be read back; then some messages are unanswered
   */
  private void write(Batch batch, int attempt, long begun) {
    if (batch.size() == 0) {
      return;
    }
    RuntimeException failure;
    try {
      long start = nanos.getAsLong();
      Written written = write(batch, attempt);
      committed(batch, written, nanos.getAsLong() - start);
      return;
    } catch (RuntimeException e) {
      failure = e;
    }
    LOG.log(Level.DEBUG, "a batch was not committed", failure);
    listener.failed();
    heads.forget(batch.conversations());
    batch.answerStored(store.find(batch.keys()));
    boolean refusedRow = failure instanceof RowRefusedException;
    if (!refusedRow && nanos.getAsLong() - begun > LONGEST_NANOS) {
      LOG.log(Level.WARNING, "a batch cannot be written now; the first" + marks(batch), failure);
      batch.refuse(Outcome.AWAY);
    } else if (!refusedRow && attempt < ATTEMPTS) {
      write(batch, attempt + 1, begun);
    } else if (batch.size() > 1) {
      // Neighbours of a refused row may try as often as others.
      isolate(batch, refusedRow ? 1 : ATTEMPTS, begun);
    } else if (batch.size() == 1) {
      LOG.log(Level.ERROR, "a message cannot be written:" + marks(batch), failure);
      batch.refuse(refusedRow ? Outcome.UNWRITABLE : Outcome.AWAY);
    }
  }

  private static String marks(Batch batch) {
    return batch.firsts().stream().findFirst().map(Pending::marks).orElse("");
  }

  private Written write(Batch batch, int attempt) {
    try (CommitSpans spans = CommitSpans.begin(batch.firsts(), attempt)) {
      Written written = store.write(batch.drafts(), heads);
      spans.done();
      return written;
    }
  }

  private void isolate(Batch batch, int attempt, long begun) {
    List<Batch> halves = batch.halves();
    try {
      halves.forEach(half -> write(half, attempt, begun));
    } catch (RuntimeException e) {
      halves.forEach(half -> half.refuse(Outcome.AWAY));
      throw e;
    }
  }

  private void committed(Batch batch, Written written, long nanos) {
    away = false;
    heads.advance(written.plan().heads());
    batch.answer(written.plan().outcomes());
    written.publication().ifPresent(publications);
    int messages = written.plan().messages().size();
    if (messages > 0) {
      listener.committed(messages, nanos);
    }
  }

  private void refuseWaiting() {
    for (Optional<Pending> next = queue.poll(); next.isPresent(); next = queue.poll()) {
      next.get().answer(Outcome.AWAY);
    }
  }
}
