package chat.gateway.session;

/**
 * Limits the requests of one connection: a bucket of tokens that fills steadily. Used by the
 * reader's thread alone.
 */
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
    this.nanosPerToken = 1_000_000_000L / perSecond;
    this.fullNanos = burst * nanosPerToken;
    this.emptyAtNanos = nowNanos - fullNanos;
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
