package chat.gateway.transport;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the open connections of every address. Holds only addresses that have one. Thread-safe.
 */
final class AddressLimit {
  private final int max;
  private final Runnable whenFull;
  private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

  /**
   * A limit.
   *
   * @param max connections of one address at one time, at least 1
   * @param whenFull told of every connection that is one too many; must not block
   */
  AddressLimit(int max, Runnable whenFull) {
    this.max = max;
    this.whenFull = whenFull;
  }

  /** Counts a new connection; false, and not counted, where there are too many already. */
  boolean enter(String address) {
    boolean[] entered = {true};
    open.merge(
        address,
        1,
        (count, one) -> {
          entered[0] = count < max;
          return entered[0] ? count + one : count;
        });
    if (!entered[0]) {
      whenFull.run();
    }
    return entered[0];
  }

  /** A counted connection has ended. */
  void leave(String address) {
    open.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
  }
}
