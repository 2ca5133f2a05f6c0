package chat.gateway.presence;

import chat.proto.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pairs of users of whom one blocks the other, as far as this gateway knows: from the lists of
 * friends that were read for logins here, and from what the gateways tell each other since it
 * began. A block between two who are no friends, and that is older, is not known. A pair that was
 * heard of stays until somebody says that the block is over; where that is lost, it stays too long
 * rather than too short. Holds {@value #MAX_PAIRS} pairs; the one noted first is forgotten first.
 * Thread-safe.
 */
public final class HiddenPairs {
  static final int MAX_PAIRS = 50_000;

  // Guarded by this.
  private final Map<ConversationId, Boolean> pairs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Boolean> eldest) {
          return size() > MAX_PAIRS;
        }
      };

  /** One of the two blocks the other one. */
  public synchronized void hide(int one, int other) {
    pairs.put(ConversationId.ofUsers(one, other), true);
  }

  /** Neither of the two blocks the other one any more. */
  public synchronized void show(int one, int other) {
    pairs.remove(ConversationId.ofUsers(one, other));
  }

  /** Whether the two of a private conversation are not to learn of each other. */
  public synchronized boolean contains(ConversationId conversation) {
    return pairs.containsKey(conversation);
  }
}
