package chat.ops.check.client;

import chat.ops.check.history.Attempt;
import chat.ops.check.history.Send;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What a device wants to be kept and does not know to be: waiting for an answer on this connection,
 * or to be sent again. At most {@value #WINDOW} wait for an answer. Guarded by the device.
 */
final class Outbox {
  private static final int WINDOW = 32;

  private final Map<Long, Attempt> open = new HashMap<>();
  private final PriorityQueue<Due> again =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
  private final Set<String> acked = new HashSet<>();
  private long lastReq;

  /**
   * To be sent again.
   *
   * @param nanos from when on
   * @param probe whether a conflict is asked for
   */
  record Due(Send send, boolean probe, long nanos) {}

  /** Whether another message may be sent. */
  boolean hasRoom() {
    return open.size() < WINDOW;
  }

  /** Whether nothing waits any more. */
  boolean isSettled() {
    return open.isEmpty() && again.isEmpty();
  }

  /** The next thing to send again, if one is due. */
  Optional<Due> takeDue(long nowNanos) {
    return again.isEmpty() || again.peek().nanos() > nowNanos
        ? Optional.empty()
        : Optional.of(again.poll());
  }

  /** An attempt is about to be made; its mark. */
  long begin(Attempt attempt) {
    open.put(++lastReq, attempt);
    return lastReq;
  }

  /** The attempt that an answer is for, which is over. */
  Optional<Attempt> end(long req) {
    return Optional.ofNullable(open.remove(req));
  }

  /** A message is acknowledged; whether for the first time. */
  boolean acknowledged(Send send) {
    return acked.add(send.msgId());
  }

  /** Something is to be sent again. */
  void again(Send send, boolean probe, long nanos) {
    again.add(new Due(send, probe, nanos));
  }

  /** The connection is over: what has no answer is to be sent over the next one. */
  void lost(long nowNanos) {
    open.values().stream()
        .filter(attempt -> !attempt.probe())
        .forEach(attempt -> again(attempt.send(), false, nowNanos));
    open.clear();
  }
}
