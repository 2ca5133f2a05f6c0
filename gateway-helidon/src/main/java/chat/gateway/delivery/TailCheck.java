package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import chat.proto.message.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Finds lost last hints, which no later one reveals: once a period it asks where the conversations
 * of each user here end. The users of one round are asked in random order, spread over the period,
 * at most {@value #CONCURRENT} at one time.
 */
public final class TailCheck implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(TailCheck.class.getName());
  private static final int CONCURRENT = 8;

  private final Receivers receivers;
  private final Archive archive;
  private final long periodMs;
  private final Semaphore turns = new Semaphore(CONCURRENT);
  private final Thread thread = Thread.ofVirtual().name("tail-check").unstarted(this::run);

  /** A check that does not run yet. */
  public TailCheck(Receivers receivers, Archive archive, Duration period) {
    this.receivers = receivers;
    this.archive = archive;
    this.periodMs = period.toMillis();
  }

  /** Begins the rounds. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /** Asks for one user. */
  void check(int userId) {
    try {
      List<Cursor> cursors = archive.cursors(userId);
      receivers.of(userId).forEach(receiver -> receiver.heads(cursors));
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "no tail check of user {0}: {1}", userId, e.getMessage());
    }
  }

  private void run() {
    try {
      while (true) {
        round();
      }
    } catch (InterruptedException e) {
      LOGGER.log(Level.DEBUG, "the tail check ends");
    }
  }

  private void round() throws InterruptedException {
    var users = new ArrayList<>(receivers.userIds());
    Collections.shuffle(users);
    long startNanos = System.nanoTime();
    for (int i = 0; i <= users.size(); i++) {
      long dueMs = periodMs * (i + 1) / (users.size() + 1);
      long passedMs = (System.nanoTime() - startNanos) / 1_000_000;
      Thread.sleep(Math.max(0, dueMs - passedMs));
      if (i < users.size()) {
        int userId = users.get(i);
        turns.acquire();
        Thread.startVirtualThread(
            () -> {
              try {
                check(userId);
              } finally {
                turns.release();
              }
            });
      }
    }
  }
}
