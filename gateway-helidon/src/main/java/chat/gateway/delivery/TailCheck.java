package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * Finds lost last hints, which no later one reveals: once a period it asks where the conversations
 * of all users here end, {@value Archive#MAX_USERS} users in a call, the calls spread over the
 * period. The users of a round are asked in the order of their ids, so that each one's turn comes
 * at about the same moment of every period. One thread; a service that is slow is not asked faster.
 */
public final class TailCheck implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(TailCheck.class.getName());

  private final Receivers receivers;
  private final Archive archive;
  private final long periodMs;
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
    List<Integer> users = receivers.userIds().stream().sorted().toList();
    int calls = Math.ceilDiv(users.size(), Archive.MAX_USERS);
    long startNanos = System.nanoTime();
    for (int call = 0; call <= calls; call++) {
      long dueMs = periodMs * (call + 1) / (calls + 1);
      long passedMs = (System.nanoTime() - startNanos) / 1_000_000;
      Thread.sleep(Math.max(0, dueMs - passedMs));
      if (call < calls) {
        check(users.subList(users.size() * call / calls, users.size() * (call + 1) / calls));
      }
    }
  }

  private void check(List<Integer> users) {
    try {
      archive
          .heads(users)
          .forEach(
              (userId, cursors) ->
                  receivers.of(userId).forEach(receiver -> receiver.heads(cursors)));
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "no tail check of {0} users: {1}", users.size(), e.getMessage());
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "the tail check failed", e);
    }
  }
}
