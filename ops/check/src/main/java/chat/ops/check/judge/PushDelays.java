package chat.ops.check.judge;

import chat.ops.check.history.Receipt;
import chat.ops.check.history.Stay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long pushes took: from the sender's acknowledgement to a device that was logged in all the
 * while and reads at once. What came before the acknowledgement counts as 0.
 */
public final class PushDelays {
  private final List<Push> pushes;

  private record Push(long ackNanos, long delayNanos) {}

  private PushDelays(List<Push> pushes) {
    this.pushes = pushes;
  }

  /** The delays of a run. */
  public static PushDelays of(Evidence evidence) {
    Map<String, Long> acks = new HashMap<>();
    evidence.rows().forEach(row -> acks.put(row.content(), evidence.ackNanos(row.content())));
    List<Push> pushes = new ArrayList<>();
    for (Receipt receipt : evidence.history().receipts()) {
      long ack = acks.getOrDefault(receipt.content(), Stay.NEVER);
      Stay stay = receipt.stay();
      if (ack != Stay.NEVER && stay.prompt() && stay.loggedInNanos() < ack) {
        pushes.add(new Push(ack, Math.max(0, receipt.nanos() - ack)));
      }
    }
    return new PushDelays(pushes);
  }

  /** The delays of messages that were acknowledged between two moments. */
  public PushDelays between(long fromNanos, long toNanos) {
    return new PushDelays(
        pushes.stream()
            .filter(push -> push.ackNanos() >= fromNanos && push.ackNanos() <= toNanos)
            .toList());
  }

  /** Median, 99th percentile and maximum, as people read them. */
  @Override
  public String toString() {
    if (pushes.isEmpty()) {
      return "no push";
    }
    return Percentiles.text(pushes.stream().mapToLong(Push::delayNanos));
  }
}
