package chat.gateway.session;

import chat.proto.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a device has said itself that it has read, of the last {@value #MAX_CONVERSATIONS}
 * conversations: it need not be told of it. Thread-safe.
 */
final class OwnReads {
  static final int MAX_CONVERSATIONS = 256;

  // Guarded by this.
  private final Map<ConversationId, Long> seqs =
      new LinkedHashMap<>(4, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Long> eldest) {
          return size() > MAX_CONVERSATIONS;
        }
      };

  /** The device has read up to here. */
  synchronized void note(ConversationId conversation, long seq) {
    seqs.merge(conversation, seq, Math::max);
  }

  /** Whether the device knows that this has been read. */
  synchronized boolean has(ConversationId conversation, long seq) {
    return seqs.getOrDefault(conversation, -1L) >= seq;
  }
}
