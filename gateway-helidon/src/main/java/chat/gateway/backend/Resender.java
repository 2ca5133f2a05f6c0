package chat.gateway.backend;

import chat.gateway.backend.MessageStreams.Route;
import chat.proto.message.ChatReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends messages again whose stream broke before they were answered: once, which is safe as they
 * have a msg_id, and in their order. Waits for a stream up to {@value #PATIENCE_MS} ms; then, or
 * when it breaks again, the answer is a 503. At most as many messages wait as the streams had
 * pending. One thread sends; the rest is thread-safe and does not block.
 */
final class Resender implements AutoCloseable {
  private static final int PATIENCE_MS = 1_000;

  private final LongAdder count = new LongAdder();

  // All guarded by this.
  private final Queue<Outbound> lost = new ArrayDeque<>();
  private Route route = Route.NONE;
  private int unanswered;
  private boolean closed;

  /** Begins with its work. */
  Resender() {
    Thread.ofVirtual().name("resender").start(this::run);
  }

  /** How many messages were sent again. */
  long count() {
    return count.sum();
  }

  /** How many messages wait to be sent again. */
  synchronized int waiting() {
    return lost.size();
  }

  /** From now on this is the way. */
  synchronized void follow(Route now) {
    route = now;
    notifyAll();
  }

  /** The stream of this message is broken. Callers keep the order in which it had the messages. */
  void lost(Outbound message) {
    boolean again;
    synchronized (this) {
      again = !closed && !message.repeated();
      if (again) {
        lost.add(message);
        notifyAll();
      }
    }
    if (!again) {
      message.giveUp();
    }
  }

  /** Gives up what waits. */
  @Override
  public void close() {
    List<Outbound> rest;
    synchronized (this) {
      closed = true;
      rest = new ArrayList<>(lost);
      lost.clear();
      notifyAll();
    }
    rest.forEach(Outbound::giveUp);
  }

  private void run() {
    try {
      Route last = Route.NONE;
      for (Outbound next = take(); next != null; next = take()) {
        Route now = awaitRoute();
        if (now.number() != last.number()) {
          // What is on its way over the old route must not be overtaken over the new one.
          awaitAnswers();
          last = now;
        }
        send(next, now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Outbound message, Route now) {
    count.increment();
    synchronized (this) {
      unanswered++;
    }
    now.send(message.again(reply -> answered(message, reply)));
  }

  private void answered(Outbound message, ChatReply reply) {
    synchronized (this) {
      unanswered--;
      notifyAll();
    }
    message.done().accept(reply);
  }

  private synchronized Outbound take() throws InterruptedException {
    while (lost.isEmpty() && !closed) {
      wait();
    }
    return lost.poll();
  }

  private synchronized Route awaitRoute() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
    for (long left = PATIENCE_MS;
        route.up().isEmpty() && !closed && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    return route;
  }

  private synchronized void awaitAnswers() throws InterruptedException {
    while (unanswered > 0 && !closed) {
      wait();
    }
  }
}
