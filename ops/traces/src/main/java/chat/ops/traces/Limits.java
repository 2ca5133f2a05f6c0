package chat.ops.traces;

/**
 * How much a store keeps. A span takes about 2 kB.
 *
 * @param traces 1 or more
 * @param spansPerTrace 1 or more
 * @param spans of all traces together, spansPerTrace or more
 */
public record Limits(int traces, int spansPerTrace, int spans) {
  /** For a person who looks, or a test: 60 MB at most. */
  public static final Limits DEFAULT = new Limits(2_000, 1_000, 30_000);

  /** Checks the numbers. */
  public Limits {
    if (traces < 1 || spansPerTrace < 1) {
      throw new IllegalArgumentException(
          "at least 1 trace with 1 span must be kept, not " + traces + " with " + spansPerTrace);
    }
    if (spans < spansPerTrace) {
      throw new IllegalArgumentException(
          "spans of all traces must be as many as of one, " + spansPerTrace + ", not " + spans);
    }
  }
}
