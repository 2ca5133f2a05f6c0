package chat.gateway.session;

/** Limits requests: a bucket of tokens that fills steadily. For one thread at a time. */
final class RateBucket {
  private final long nanosPerToken;
  private final long fullNanos;
  private long emptyAtNanos;

  /**
   * A full bucket.
   *
   * @param perSecond at least 1
   * @param burst at least 1
   * @param nowNanos of the clock that {@link #take} is given
   */
  RateBucket(int perSecond, int burst, long nowNanos) {
    this(1_000_000_000L / perSecond, (long) burst, nowNanos);
  }

  private RateBucket(long nanosPerToken, long burst, long nowNanos) {
    this.nanosPerToken = nanosPerToken;
    this.fullNanos = burst * nanosPerToken;
    this.emptyAtNanos = nowNanos - fullNanos;
  }

  /**
   * A full bucket that fills in a minute.
   *
   * @param perMinute at least 1; also what it holds
   * @param nowNanos of the clock that {@link #take} is given
   */
  static RateBucket perMinute(int perMinute, long nowNanos) {
    return new RateBucket(60_000_000_000L / perMinute, (long) perMinute, nowNanos);
  }

  /**
   * Takes a token, if there is one.
   *
   * @return 0, or in how many milliseconds there will be one
   */
  int take(long nowNanos) {
    // The bucket holds as many tokens as fit between the moment it was empty and now.
    long empty = Math.max(emptyAtNanos, nowNanos - fullNanos);
    long missing = nanosPerToken - (nowNanos - empty);
    if (missing > 0) {
      return (int) Math.ceilDiv(missing, 1_000_000L);
    }
    emptyAtNanos = empty + nanosPerToken;
    return 0;
  }
}
