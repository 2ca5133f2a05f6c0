package chat.gateway.delivery;

import chat.gateway.session.RequestFailed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Finds lost last hints, which no later one reveals: once a period it asks where the conversations
 * of all users here end, {@value Archive#MAX_USERS} users in a call, the calls spread over the
 * period. The users of a round are asked in the order of their ids, so that each one's turn comes
 * at about the same moment of every period. Whoever knows that hints were lost calls {@link
 * #hurry}. One thread; a service that is slow is not asked faster.
 */
public final class TailCheck implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(TailCheck.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Receivers receivers;
  private final Archive archive;
  private final long periodMs;
  private final Semaphore hurry = new Semaphore(0);
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

  /** Hints may just have been lost: everybody is asked for at once. Any thread; does not block. */
  public void hurry() {
    hurry.release();
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
    List<List<Integer>> calls = calls();
    long startNanos = System.nanoTime();
    for (int call = 0; call <= calls.size(); call++) {
      long dueMs = periodMs * (call + 1) / (calls.size() + 1);
      long passedMs = (System.nanoTime() - startNanos) / 1_000_000;
      if (hurry.tryAcquire(Math.max(0, dueMs - passedMs), TimeUnit.MILLISECONDS)) {
        hurry.drainPermits();
        checkAll();
        return;
      }
      if (call < calls.size()) {
        check(calls.get(call));
      }
    }
  }

  /** Until each call has been answered: the next round may be far. */
  private void checkAll() throws InterruptedException {
    for (List<Integer> users : calls()) {
      while (!check(users)) {
        Thread.sleep(RETRY);
      }
    }
  }

  /** The users of a round, by call. */
  private List<List<Integer>> calls() {
    List<Integer> users = receivers.userIds().stream().sorted().toList();
    int calls = Math.ceilDiv(users.size(), Archive.MAX_USERS);
    return IntStream.range(0, calls)
        .mapToObj(
            call -> users.subList(users.size() * call / calls, users.size() * (call + 1) / calls))
        .toList();
  }

  /** Returns whether the service has answered. */
  private boolean check(List<Integer> users) {
    try {
      archive
          .heads(users)
          .forEach(
              (userId, cursors) ->
                  receivers.of(userId).forEach(receiver -> receiver.heads(cursors)));
      return true;
    } catch (RequestFailed e) {
      LOGGER.log(Level.DEBUG, "no tail check of {0} users: {1}", users.size(), e.getMessage());
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "the tail check failed", e);
    }
    return false;
  }
}
