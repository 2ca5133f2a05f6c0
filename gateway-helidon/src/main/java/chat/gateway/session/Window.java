package chat.gateway.session;

import java.time.Duration;

/**
 * Counts the messages of one connection whose acknowledgement has not been written to its socket
 * yet, and lets the reader wait while there are too many. Thread-safe.
 */
final class Window {
  private final int size;

  // Guarded by this.
  private int open;
  private boolean closed;

  Window(int size) {
    this.size = size;
  }

  /**
   * A message sets out; waits for room.
   *
   * @return false when the window is closed
   */
  synchronized boolean begin() throws InterruptedException {
    while (open >= size && !closed) {
      wait();
    }
    if (!closed) {
      open++;
    }
    return !closed;
  }

  /** Whether {@link #begin} would wait. */
  synchronized boolean isFull() {
    return open >= size && !closed;
  }

  /** Its acknowledgement has been written. */
  synchronized void done() {
    open--;
    notifyAll();
  }

  /** Waits until nothing is under way, or the window is closed, or the time is over. */
  synchronized void awaitEmpty(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toMillis();
        open > 0 && !closed && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  /** No acknowledgement will be written any more: nobody waits from now on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
