package chat.ops.check.history;

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
  private volatile long loggedInNanos = NEVER;
  private volatile long endedNanos = NEVER;

  /**
   * A connection that is not logged in yet.
   *
   * @param number unique in the run
   * @param device its name, for people
   * @param acknowledging whether the device says itself what has come
   * @param prompt whether the device always reads at once
   */
  Stay(int number, int userId, String device, boolean acknowledging, boolean prompt) {
    this.number = number;
    this.userId = userId;
    this.device = device;
    this.acknowledging = acknowledging;
    this.prompt = prompt;
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
