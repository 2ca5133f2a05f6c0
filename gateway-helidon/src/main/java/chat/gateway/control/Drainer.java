package chat.gateway.control;

/** Sends everybody away and keeps new clients out. Thread-safe. */
@FunctionalInterface
public interface Drainer {
  /**
   * Returns when all have gone, or the time for it is over.
   *
   * @return how many have not gone
   */
  int drain() throws InterruptedException;
}
