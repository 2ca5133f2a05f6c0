package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Stay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long pushes took: from the sender's acknowledgement to a device that was logged in all the
 * while. What came before the acknowledgement counts as 0.
 */
public final class PushDelays {
  private final long[] ackNanos;
  private final long[] delayNanos;

  private PushDelays(long[] ackNanos, long[] delayNanos) {
    this.ackNanos = ackNanos;
    this.delayNanos = delayNanos;
  }

  /** The delays of a run. */
  public static PushDelays of(Evidence evidence) {
    Map<String, Long> acks = new HashMap<>();
    evidence.rows().forEach(row -> acks.put(row.content(), evidence.ackNanos(row.content())));
    List<long[]> delays = new ArrayList<>();
    for (Receipt receipt : evidence.history().receipts()) {
      long ack = acks.getOrDefault(receipt.content(), Stay.NEVER);
      if (ack != Stay.NEVER && receipt.stay().loggedInNanos() < ack) {
        delays.add(new long[] {ack, Math.max(0, receipt.nanos() - ack)});
      }
    }
    return new PushDelays(
        delays.stream().mapToLong(pair -> pair[0]).toArray(),
        delays.stream().mapToLong(pair -> pair[1]).toArray());
  }

  /** The delays of messages that were acknowledged between two moments. */
  public PushDelays between(long fromNanos, long toNanos) {
    int[] chosen =
        IntStream.range(0, ackNanos.length)
            .filter(i -> ackNanos[i] >= fromNanos && ackNanos[i] <= toNanos)
            .toArray();
    return new PushDelays(
        Arrays.stream(chosen).mapToLong(i -> ackNanos[i]).toArray(),
        Arrays.stream(chosen).mapToLong(i -> delayNanos[i]).toArray());
  }

  /** How many pushes. */
  public int count() {
    return delayNanos.length;
  }

  /** Median, 99th percentile and maximum, as people read them. */
  @Override
  public String toString() {
    if (count() == 0) {
      return "no push";
    }
    long[] sorted = delayNanos.clone();
    Arrays.sort(sorted);
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
