package chat.ops.check.judge;

import java.util.Locale;
import java.util.stream.LongStream;

/** Median, 99th percentile and maximum of durations, as people read them. */
public final class Percentiles {
  private Percentiles() {}

  /** Of so many nanoseconds each, one at least. */
  public static String text(LongStream nanos) {
    long[] sorted = nanos.sorted().toArray();
    return String.format(
        Locale.ROOT,
        "p50 %s p99 %s max %s",
        millis(sorted[sorted.length / 2]),
        millis(sorted[(int) (sorted.length * 0.99)]),
        millis(sorted[sorted.length - 1]));
  }

  private static String millis(long nanos) {
    return nanos < 10_000_000_000L
        ? String.format(Locale.ROOT, "%d ms", nanos / 1_000_000)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
