package chat.gateway.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells the gateways what none of them should miss: at once, or where that fails in one of the next
 * rounds, and always in the order in which it was said. Overflow: when too much waits, the oldest
 * goes first. Thread-safe; one thread does the rounds.
 */
public final class Announcer {
  private final Predicate<String> announce;
  private final int max;

  // Guarded by this.
  private final Deque<String> waiting = new ArrayDeque<>();

  /**
   * Nothing waits yet.
   *
   * @param announce tells all gateways; false where that failed. May block
   * @param max so much waits, at least 1
   */
  public Announcer(Predicate<String> announce, int max) {
    this.announce = announce;
    this.max = max;
  }

  /** Tells it, now or later. Waits for Redis, briefly. */
  public void say(String text) {
    if (!follows(text) && !announce.test(text)) {
      keep(text);
    }
  }

  /** Tells what could not be told before. */
  public void round() {
    Optional<String> next = next();
    while (next.isPresent() && announce.test(next.get())) {
      told(next.get());
      next = next();
    }
  }

  // What waits is not overtaken, also not while it is told.
  private synchronized boolean follows(String text) {
    boolean follows = !waiting.isEmpty();
    if (follows) {
      keep(text);
    }
    return follows;
  }

  private synchronized void keep(String text) {
    if (waiting.size() >= max) {
      waiting.removeFirst();
    }
    waiting.add(text);
  }

  private synchronized Optional<String> next() {
    return Optional.ofNullable(waiting.peekFirst());
  }

  private synchronized void told(String text) {
    waiting.removeFirstOccurrence(text);
  }
}
