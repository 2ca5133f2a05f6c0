package chat.service.message;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the conversations end, as far as this instance knows: a cache of the table, bounded, the
 * least recently used one leaves first. A head that is wrong costs a collision on the primary key,
 * never a wrong row. Used by the committer's thread only.
 */
final class Heads {
  private final Map<Long, Head> heads;

  /**
   * The last message of a conversation.
   *
   * @param seq 0 in an empty conversation
   * @param timestampMs 0 in an empty conversation
   */
  record Head(long seq, long timestampMs) {
    static final Head EMPTY = new Head(0, 0);
  }

  /**
   * @param capacity the most heads that are kept, positive
   */
  Heads(int capacity) {
    heads =
        new LinkedHashMap<>(1024, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Head> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The head of a conversation, if it is known here. */
  Optional<Head> of(long conversationId) {
    return Optional.ofNullable(heads.get(conversationId));
  }

  /** Notes what a batch has committed. */
  void advance(Map<Long, Head> committed) {
    heads.putAll(committed);
  }

  /** Drops heads that may be wrong; the next batch reads them from the table. */
  void forget(Collection<Long> conversationIds) {
    conversationIds.forEach(heads::remove);
  }
}
