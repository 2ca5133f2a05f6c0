package chat.gateway.backend;

import java.time.Duration;

/**
 * Bounds of the calls to each service.
 *
 * @param timeout deadline of every call with its repetitions, and of the acknowledgement of a
 *     message
 * @param running how many calls to one service may be under way
 * @param waiting how many more may wait for their turn; a further one is refused at once
 */
public record CallSettings(Duration timeout, int running, int waiting) {

  public CallSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("call-timeout must be positive: " + timeout);
    }
    requireAtLeast("running-calls", 1, running);
    requireAtLeast("waiting-calls", 0, waiting);
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }
  }
}
