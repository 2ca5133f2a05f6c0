package chat.gateway.presence;

import chat.proto.ConversationId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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

  /** Who blocks whom; both may. */
  private enum Block {
    BY_LOWER_ID,
    BY_HIGHER_ID,
    /** As a list of friends says it: by one of them, or both. */
    BY_EITHER
  }

  // Guarded by this.
  private final Map<ConversationId, Set<Block>> pairs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Set<Block>> eldest) {
          return size() > MAX_PAIRS;
        }
      };

  /** One of the two blocks the other one. */
  public void hideEither(int one, int other) {
    add(one, other, Block.BY_EITHER);
  }

  /** The first one blocks the other one. */
  public void hide(int blocker, int blocked) {
    add(blocker, blocked, by(blocker, blocked));
  }

  /** The first one blocks the other one no more, who may block the first one all the same. */
  public synchronized void show(int blocker, int blocked) {
    pairs.computeIfPresent(
        ConversationId.ofUsers(blocker, blocked),
        (pair, blocks) -> {
          blocks.remove(by(blocker, blocked));
          blocks.remove(Block.BY_EITHER);
          return blocks.isEmpty() ? null : blocks;
        });
  }

  /** Whether the two of a private conversation are not to learn of each other. */
  public synchronized boolean contains(ConversationId conversation) {
    return pairs.containsKey(conversation);
  }

  private synchronized void add(int one, int other, Block block) {
    pairs
        .computeIfAbsent(ConversationId.ofUsers(one, other), pair -> EnumSet.noneOf(Block.class))
        .add(block);
  }

  private static Block by(int blocker, int blocked) {
    return blocker < blocked ? Block.BY_LOWER_ID : Block.BY_HIGHER_ID;
  }
}
