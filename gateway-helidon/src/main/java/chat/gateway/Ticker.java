package chat.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task again and again on a virtual thread of its own, with a pause between the end of one
 * run and the start of the next. A run that throws is logged; the next one comes all the same.
 */
public final class Ticker implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Ticker.class.getName());

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Ticker(String name, Duration pause, Runnable task) {
    thread = Thread.ofVirtual().name(name).unstarted(() -> run(name, pause, task));
  }

  /** Starts a ticker; the first run comes after the first pause. */
  public static Ticker start(String name, Duration pause, Runnable task) {
    var ticker = new Ticker(name, pause, task);
    ticker.thread.start();
    return ticker;
  }

  /** Waits for a run under way; there is none afterwards. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String name, Duration pause, Runnable task) {
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOGGER.log(Level.ERROR, name + " failed", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
