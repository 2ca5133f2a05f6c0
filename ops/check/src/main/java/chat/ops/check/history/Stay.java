package chat.ops.check.history;

import chat.proto.ConversationId;
import java.util.Map;

/**
 * One connection of one device, from its login to its end. Written by the connection's threads,
 * read by everybody.
 */
public final class Stay {
  /** A time that has not come. */
  public static final long NEVER = Long.MAX_VALUE;

  private final int number;
  private final int userId;
  private final String device;
  private final boolean acknowledging;
  private final boolean prompt;
  private final Map<ConversationId, Long> seen;
  private volatile long loggedInNanos = NEVER;
  private volatile long endedNanos = NEVER;
  private volatile boolean left;

  /**
   * A connection that is not logged in yet.
   *
   * @param number unique in the run
   * @param device its name, for people
   * @param acknowledging whether the device says itself what has come
   * @param prompt whether the device always reads at once
   * @param seen up to where it misses nothing, as it says at the login; empty when it does not say
   */
  Stay(
      int number,
      int userId,
      String device,
      boolean acknowledging,
      boolean prompt,
      Map<ConversationId, Long> seen) {
    this.number = number;
    this.userId = userId;
    this.device = device;
    this.acknowledging = acknowledging;
    this.prompt = prompt;
    this.seen = Map.copyOf(seen);
  }

  /** Whose device it is. */
  public int userId() {
    return userId;
  }

  /** Whether the device says itself what has come. */
  public boolean acknowledging() {
    return acknowledging;
  }

  /** Whether the device always reads at once. */
  public boolean prompt() {
    return prompt;
  }

  /** Up to where it missed nothing when it logged in, as far as it said so. */
  public Map<ConversationId, Long> seen() {
    return seen;
  }

  /** Whether it is the same device's. */
  public boolean isSameDevice(Stay other) {
    return device.equals(other.device);
  }

  /** When the login's answer came, as System.nanoTime; {@link #NEVER} when it has not. */
  public long loggedInNanos() {
    return loggedInNanos;
  }

  /** When the connection ended; {@link #NEVER} while it lasts. */
  public long endedNanos() {
    return endedNanos;
  }

  /** Whether it is logged in at the end of the run. */
  public boolean open() {
    return loggedInNanos != NEVER && endedNanos == NEVER;
  }

  /** The login has been answered. */
  public void loggedIn(long nanos) {
    loggedInNanos = nanos;
  }

  /** Whether the device ended it itself. */
  public boolean left() {
    return left;
  }

  /** The device is about to end it. */
  public void leave() {
    left = true;
  }

  /** The connection is over. Again: no effect. */
  public void ended(long nanos) {
    if (endedNanos == NEVER) {
      endedNanos = nanos;
    }
  }

  @Override
  public String toString() {
    return device + "#" + number;
  }
}
