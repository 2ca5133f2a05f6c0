package chat.gateway.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What waits for one client's socket, first in, first out; many threads put in, one writer takes
 * out. Bounded in events and bytes. Overflow: {@link #offer} says no (a live push: the client is
 * disconnected), {@link #put} and {@link #awaitRoom} wait (replies, and what is caught up on),
 * {@link #force} goes over (acknowledgements, which the window bounds, and the last notice), {@link
 * #hint} says no already when more than half is full (what may be lost leaves the room to what may
 * not).
 */
final class SendQueue {
  private final int maxEvents;
  private final int maxBytes;

  // All guarded by this.
  private final Queue<Outgoing> waiting = new ArrayDeque<>(4);
  private int bytes;
  private boolean finished;

  SendQueue(int maxEvents, int maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds if there is room; never waits.
   *
   * @return false when the queue is full; what comes after the end is dropped
   */
  synchronized boolean offer(Outgoing outgoing) {
    if (isFull() && !finished) {
      return false;
    }
    add(outgoing);
    return true;
  }

  /**
   * Adds if half the queue is free; never waits.
   *
   * @return false when it is not; what comes after the end is dropped
   */
  synchronized boolean hint(Outgoing outgoing) {
    if (isHalfFull() && !finished) {
      return false;
    }
    add(outgoing);
    return true;
  }

  /** Adds, over the bounds if need be; dropped after the end. */
  synchronized void force(Outgoing outgoing) {
    add(outgoing);
  }

  /**
   * Adds as soon as there is room.
   *
   * @return false when it was dropped, because the queue has ended
   */
  synchronized boolean put(Outgoing outgoing) throws InterruptedException {
    while (isFull() && !finished) {
      wait();
    }
    add(outgoing);
    return !finished;
  }

  /**
   * Waits until half the queue is free.
   *
   * @return false when the queue has ended
   */
  synchronized boolean awaitRoom() throws InterruptedException {
    while (!finished && isHalfFull()) {
      wait();
    }
    return !finished;
  }

  /**
   * Takes the next one, waiting for it. Writer's thread.
   *
   * @return empty when the queue has ended and nothing is left
   */
  synchronized Optional<Outgoing> take() throws InterruptedException {
    while (waiting.isEmpty() && !finished) {
      wait();
    }
    Optional<Outgoing> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(outgoing -> bytes -= outgoing.bytes());
    // Whoever waits for room is woken late rather than often.
    if (waiting.size() <= maxEvents / 2) {
      notifyAll();
    }
    return next;
  }

  /** Nothing is added any more; what is there may still be taken. */
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /** Drops what nobody asked for. */
  synchronized void dropPushes() {
    waiting.removeIf(Outgoing::push);
    bytes = waiting.stream().mapToInt(Outgoing::bytes).sum();
    notifyAll();
  }

  /** Drops everything, for a last word. */
  synchronized void replaceAll(Outgoing last) {
    waiting.clear();
    bytes = 0;
    add(last);
    finish();
  }

  /** How many wait. */
  synchronized int size() {
    return waiting.size();
  }

  private boolean isHalfFull() {
    return waiting.size() > maxEvents / 2 || bytes > maxBytes / 2;
  }

  private boolean isFull() {
    return waiting.size() >= maxEvents || bytes >= maxBytes;
  }

  private void add(Outgoing outgoing) {
    if (!finished) {
      waiting.add(outgoing);
      bytes += outgoing.bytes();
      if (waiting.size() == 1) {
        notifyAll();
      }
    }
  }
}
