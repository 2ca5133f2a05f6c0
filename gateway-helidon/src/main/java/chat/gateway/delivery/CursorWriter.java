package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import chat.proto.ConversationId;
import chat.proto.message.CursorAdvance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes delivered and read cursors to the message service: the highest of each (user,
 * conversation), together, every {@value #PERIOD_MS} ms or when {@value #BATCH} wait. They are
 * written in rounds, one at a time; who comes during one shares the next with all others who do.
 * What could not be written is tried again. Overflow: with {@value #MAX_WAITING} waiting, cursors
 * of further conversations are dropped; those messages are delivered once more at the next login.
 * Thread-safe.
 */
public final class CursorWriter implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(CursorWriter.class.getName());
  private static final long PERIOD_MS = 200;
  private static final int BATCH = 500;
  private static final int MAX_WAITING = 100_000;

  private final Archive archive;
  private final Consumer<List<CursorAdvance>> moved;
  private final Thread thread = Thread.ofPlatform().name("cursor-writer").unstarted(this::run);

  // Guarded by this.
  private final Map<Key, CursorAdvance> waiting = new LinkedHashMap<>();
  private long begun;
  private long done;
  private boolean closed;
  private boolean failing;

  private record Key(int userId, ConversationId conversation) {}

  /** Writes to this archive, once started. */
  public CursorWriter(Archive archive) {
    this(archive, _ -> {});
  }

  /**
   * Writes to this archive, once started.
   *
   * @param moved is told what has been written; must not block
   */
  public CursorWriter(Archive archive, Consumer<List<CursorAdvance>> moved) {
    this.archive = archive;
    this.moved = moved;
  }

  /** Begins to write. */
  public void start() {
    thread.start();
  }

  /** The user has got everything up to this seq. Does not block. */
  public void delivered(int userId, ConversationId conversation, long seq) {
    advance(userId, conversation, seq, 0);
  }

  /** The user has read everything up to this seq. Does not block. */
  public void read(int userId, ConversationId conversation, long seq) {
    advance(userId, conversation, 0, seq);
  }

  /**
   * Writes what waits, if any of it is this user's, and returns when it is written. Before a login
   * reads the cursors, so that it finds what the last session left.
   */
  public void flush(int userId) {
    awaitRound(roundWith(userId));
  }

  /** Writes what waits and ends. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void advance(
      int userId, ConversationId conversation, long deliveredSeq, long readSeq) {
    Key key = new Key(userId, conversation);
    CursorAdvance before = waiting.get(key);
    if (before == null && waiting.size() >= MAX_WAITING) {
      return;
    }
    waiting.put(key, later(before, key, deliveredSeq, readSeq));
    if (waiting.size() == BATCH) {
      notifyAll();
    }
  }

  private static CursorAdvance later(CursorAdvance before, Key key, long delivered, long read) {
    return CursorAdvance.newBuilder()
        .setUserId(key.userId)
        .setConversationId(key.conversation.value())
        .setDeliveredSeq(before == null ? delivered : Math.max(delivered, before.getDeliveredSeq()))
        .setReadSeq(before == null ? read : Math.max(read, before.getReadSeq()))
        .build();
  }

  private void run() {
    while (awaitWork()) {
      awaitRound(nextRound());
    }
    awaitRound(nextRound());
  }

  /** The round that writes the user's; the one under way may, where nothing waits. */
  private synchronized long roundWith(int userId) {
    return waiting.keySet().stream().anyMatch(key -> key.userId == userId) ? begun + 1 : begun;
  }

  private synchronized long nextRound() {
    return begun + 1;
  }

  /** Returns when this round is over; does it, where nobody else is writing. */
  private void awaitRound(long round) {
    while (takesOver(round)) {
      try {
        writeAll();
      } finally {
        over();
      }
    }
  }

  private synchronized boolean takesOver(long round) {
    try {
      while (done < round && begun > done) {
        wait();
      }
    } catch (InterruptedException e) {
      // The gateway stops: whoever wanted to know does not any more.
      Thread.currentThread().interrupt();
      return false;
    }
    if (done >= round) {
      return false;
    }
    begun++;
    return true;
  }

  private synchronized void over() {
    done++;
    notifyAll();
  }

  private synchronized boolean awaitWork() {
    long end = System.nanoTime() + PERIOD_MS * 1_000_000;
    try {
      for (long leftMs = PERIOD_MS;
          leftMs > 0 && !closed && (failing || waiting.size() < BATCH);
          leftMs = (end - System.nanoTime()) / 1_000_000) {
        wait(leftMs);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // What comes meanwhile is the next round's. Stops at the first failure: what is left is, too.
  private void writeAll() {
    for (int batches = batches(); batches > 0; batches--) {
      List<CursorAdvance> batch = take();
      try {
        archive.advance(batch);
        failed(false);
        tell(batch);
      } catch (RequestFailed e) {
        putBack(batch);
        if (failed(true)) {
          LOGGER.log(Level.WARNING, "cursors cannot be written: {0}", e.getMessage());
        }
        return;
      } catch (RuntimeException e) {
        putBack(batch);
        if (failed(true)) {
          LOGGER.log(Level.ERROR, "cursors cannot be written", e);
        }
        return;
      }
    }
  }

  private void tell(List<CursorAdvance> batch) {
    try {
      moved.accept(batch);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "cursors are written, and nobody is told", e);
    }
  }

  private synchronized int batches() {
    return Math.ceilDiv(waiting.size(), BATCH);
  }

  private synchronized List<CursorAdvance> take() {
    var batch = new ArrayList<CursorAdvance>(Math.min(waiting.size(), BATCH));
    var all = waiting.values().iterator();
    while (all.hasNext() && batch.size() < BATCH) {
      batch.add(all.next());
      all.remove();
    }
    return batch;
  }

  private void putBack(List<CursorAdvance> batch) {
    for (CursorAdvance one : batch) {
      advance(
          one.getUserId(),
          new ConversationId(one.getConversationId()),
          one.getDeliveredSeq(),
          one.getReadSeq());
    }
  }

  /** Returns whether this is news. */
  private synchronized boolean failed(boolean now) {
    boolean news = failing != now;
    failing = now;
    return news;
  }
}
