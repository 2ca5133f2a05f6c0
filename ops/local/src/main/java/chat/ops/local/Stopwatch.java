package chat.ops.local;

/**
 * How long something takes.
 *
 * @param begunNanos by {@link System#nanoTime}
 */
record Stopwatch(long begunNanos) {
  /** One that runs from now on. */
  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** Since it was started. */
  double seconds() {
    return (System.nanoTime() - begunNanos) / 1e9;
  }
}
