package chat.service.message;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How much the outbox held when it was last looked at. {@link OutboxRelay} looks, scrapes read it
 * and never wait. While nobody can look, because the database is away, nothing is written or
 * deleted either: the number stays, and the oldest row goes on growing older. Thread-safe.
 */
final class Backlog {
  /** So many rows are counted at most: a scrape that says this many means that many or more. */
  static final int MOST_ROWS = 100_000;

  private static final double MILLIS_PER_SECOND = 1_000;

  private final LongSupplier millis;
  private volatile Look last = new Look(Double.NaN, OptionalLong.empty());

  private record Look(double rows, OptionalLong oldestMillis) {}

  /**
   * Nobody has looked.
   *
   * @param millis the time since 1970, milliseconds
   */
  Backlog(LongSupplier millis) {
    this.millis = millis;
  }

  /**
   * The outbox was looked at.
   *
   * @param rows counted, up to {@link #MOST_ROWS}
   * @param oldestMillis when the oldest was written, milliseconds since 1970; empty without rows
   */
  void seen(long rows, OptionalLong oldestMillis) {
    last = new Look(rows, oldestMillis);
  }

  /** Rows; NaN until somebody has looked. */
  double rows() {
    return last.rows;
  }

  /** How long ago the oldest row was written, 0 without one; NaN until somebody has looked. */
  double oldestSeconds() {
    Look known = last;
    if (Double.isNaN(known.rows) || known.oldestMillis.isEmpty()) {
      return Double.isNaN(known.rows) ? Double.NaN : 0;
    }
    // Another instance's clock may have written it.
    return Math.max(0, millis.getAsLong() - known.oldestMillis.getAsLong()) / MILLIS_PER_SECOND;
  }
}
