package chat.trace;

import java.time.Instant;

/** The time as spans have it: nanoseconds since 1970. */
public final class SpanTime {
  private static final long NANOS = 1_000_000_000L;

  private SpanTime() {}

  /** Now. */
  public static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  /** When something was, that was at this System.nanoTime. */
  public static long of(long nanoTime) {
    return now() - (System.nanoTime() - nanoTime);
  }
}
