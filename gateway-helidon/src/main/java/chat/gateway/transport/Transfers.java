package chat.gateway.transport;

import chat.gateway.Ticker;
import chat.gateway.session.LimitHits;
import chat.gateway.session.RequestFailed;
import chat.proto.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The files that are on their way from or to clients, each of which holds a piece in memory. So
 * many go on at one time, of which one user may have a quarter; overflow rule: a further one is
 * refused at once. A client that takes longer than {@value #PIECE_SECONDS} s for a piece is given
 * up: its thread is interrupted, which closes the socket that it waits for. Thread-safe.
 */
final class Transfers implements AutoCloseable {
  static final int PIECE_SECONDS = 60;
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final OptionalInt RETRY_AFTER = OptionalInt.of(RequestFailed.RETRY_AFTER_MS);

  private final int most;
  private final int mostOfUser;
  private final LimitHits hits;
  private final LongSupplier nanoTime;
  private final Ticker ticker;

  // Guarded by this.
  private final Set<Transfer> running = new HashSet<>();
  private final Map<Integer, Integer> users = new HashMap<>();

  /**
   * None are under way yet.
   *
   * @param most at one time, at least 1
   * @param nanoTime a clock that never goes back
   */
  Transfers(int most, LimitHits hits, LongSupplier nanoTime) {
    this.most = most;
    this.mostOfUser = Math.ceilDiv(most, 4);
    this.hits = hits;
    this.nanoTime = nanoTime;
    this.ticker = Ticker.start("transfers", CHECK, this::giveUpStalled);
  }

  /**
   * Begins one, on this thread, which must close it.
   *
   * @throws RequestFailed SLOW_DOWN when the user has too many, UNAVAILABLE when all have
   */
  synchronized Transfer begin(int userId) {
    if (users.getOrDefault(userId, 0) >= mostOfUser) {
      hits.hit(LimitHits.Limit.TRANSFERS);
      throw new RequestFailed(
          ErrorCode.SLOW_DOWN, "You send or get too many files at a time.", RETRY_AFTER);
    }
    if (running.size() >= most) {
      hits.hit(LimitHits.Limit.TRANSFERS);
      throw new RequestFailed(
          ErrorCode.UNAVAILABLE, "Too many files are under way, try again.", RETRY_AFTER);
    }
    users.merge(userId, 1, Integer::sum);
    var transfer = new Transfer(userId, Thread.currentThread(), nanoTime.getAsLong());
    running.add(transfer);
    return transfer;
  }

  /** Interrupts those that stand still. */
  void giveUpStalled() {
    long now = nanoTime.getAsLong();
    List<Transfer> all;
    synchronized (this) {
      all = List.copyOf(running);
    }
    all.forEach(transfer -> transfer.giveUpIfStalled(now));
  }

  /** Looks after none any more. */
  @Override
  public void close() {
    ticker.close();
  }

  private synchronized void end(Transfer transfer) {
    running.remove(transfer);
    users.computeIfPresent(transfer.userId, (id, count) -> count > 1 ? count - 1 : null);
  }

  /** One file on its way. */
  final class Transfer implements AutoCloseable {
    private final int userId;
    private final Thread thread;
    // Guarded by this.
    private long movedNanos;
    private boolean ended;

    private Transfer(int userId, Thread thread, long nowNanos) {
      this.userId = userId;
      this.thread = thread;
      this.movedNanos = nowNanos;
    }

    /** A piece has passed. */
    synchronized void moved() {
      movedNanos = nanoTime.getAsLong();
    }

    /** Has come to its end, whatever that was. */
    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      end(this);
    }

    private synchronized void giveUpIfStalled(long nowNanos) {
      if (!ended && nowNanos - movedNanos > Duration.ofSeconds(PIECE_SECONDS).toNanos()) {
        thread.interrupt();
      }
    }
  }
}
