package chat.ops.check.history;

import java.util.OptionalInt;

/**
 * A connection of the crowd that the server has ended, and the way back to another gateway. Written
 * by the device's thread, read by everybody.
 */
public final class Departure {
  private final int userId;
  private final String device;
  private final String gateway;
  private final long toldNanos;
  private final OptionalInt comeBackMs;
  private volatile long triedNanos = Stay.NEVER;
  private volatile long backNanos = Stay.NEVER;

  /**
   * Somebody is away from now on.
   *
   * @param userId whose device it is
   * @param device its name, for people
   * @param gateway from which it was sent away
   * @param toldNanos when it was told to go, or found that it was cut off; as System.nanoTime
   * @param comeBackMs after which time it was told to come back; empty when it was cut off
   */
  public Departure(
      int userId, String device, String gateway, long toldNanos, OptionalInt comeBackMs) {
    this.userId = userId;
    this.device = device;
    this.gateway = gateway;
    this.toldNanos = toldNanos;
    this.comeBackMs = comeBackMs;
  }

  /** Whose device it is. */
  public int userId() {
    return userId;
  }

  /** From which gateway. */
  public String gateway() {
    return gateway;
  }

  /** When it was told to go, or found that it was cut off. */
  public long toldNanos() {
    return toldNanos;
  }

  /** After which time it was told to come back, in milliseconds; empty when it was cut off. */
  public OptionalInt comeBackMs() {
    return comeBackMs;
  }

  /** When it first tried to come back; {@link Stay#NEVER} when it has not. */
  public long triedNanos() {
    return triedNanos;
  }

  /** When it was logged in again; {@link Stay#NEVER} when it is not. */
  public long backNanos() {
    return backNanos;
  }

  /** It connects. Again: no effect. */
  public void tries(long nanos) {
    if (triedNanos == Stay.NEVER) {
      triedNanos = nanos;
    }
  }

  /** It is logged in again. */
  public void back(long nanos) {
    backNanos = nanos;
  }

  @Override
  public String toString() {
    return device + ", sent away by " + gateway;
  }
}
