package chat.ops.check.client;

import chat.proto.ConversationId;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to where a device misses nothing, over all its connections. What comes is in order, but for
 * what the device sent itself: so a message says that all before it has come, and an answer to an
 * own one only that it is the next. Guarded by the device.
 */
final class Seen {
  private final Map<ConversationId, Long> seqs = new HashMap<>();

  /** A message has come. */
  void received(ConversationId conversation, long seq) {
    seqs.merge(conversation, seq, Math::max);
  }

  /** An own message is stored. */
  void stored(ConversationId conversation, long seq) {
    if (seq == seqs.getOrDefault(conversation, 0L) + 1) {
      seqs.put(conversation, seq);
    }
  }

  /** All of it now. */
  Map<ConversationId, Long> copy() {
    return Map.copyOf(seqs);
  }
}
