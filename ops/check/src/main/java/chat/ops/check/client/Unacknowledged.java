package chat.ops.check.client;

import chat.proto.ConversationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has come over a connection and is not acknowledged yet. One acknowledgement is for many
 * messages, as of a good client. Guarded by the device.
 */
final class Unacknowledged {
  private static final Duration PERIOD = Duration.ofMillis(400);

  private final Map<ConversationId, Long> highest = new HashMap<>();
  private long nextNanos;

  /** A message has come. */
  void add(ConversationId conversation, long seq) {
    highest.merge(conversation, seq, Math::max);
  }

  /** The next thing to acknowledge, with everything before it. */
  Optional<Map.Entry<ConversationId, Long>> takeDue(long nowNanos) {
    if (highest.isEmpty()) {
      nextNanos = nowNanos + PERIOD.toNanos();
    }
    if (nowNanos < nextNanos) {
      return Optional.empty();
    }
    var first = highest.entrySet().stream().findFirst().map(Map.Entry::copyOf);
    first.ifPresent(entry -> highest.remove(entry.getKey()));
    return first;
  }
}
