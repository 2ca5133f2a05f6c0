package chat.service.trace;

import java.time.Instant;

/** The time as spans have it. */
public final class Clock {
  private static final long NANOS = 1_000_000_000L;

  private Clock() {}

  /** Nanoseconds since 1970. */
  public static long nowNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }
}
