package chat.gateway.session;

import chat.proto.ConversationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How often one connection may say that somebody is writing: once in 3 s for a conversation, and
 * for {@value #MAX_CONVERSATIONS} conversations in that time. For one thread at a time.
 */
final class TypingPace {
  static final Duration PAUSE = Duration.ofSeconds(3);
  static final int MAX_CONVERSATIONS = 64;

  private final Map<ConversationId, Long> taken = new HashMap<>(2);

  /** Whether it is to be passed on; where not, the one before still counts. */
  boolean takes(ConversationId conversation, long nowNanos) {
    taken.values().removeIf(nanos -> nowNanos - nanos >= PAUSE.toNanos());
    return taken.size() < MAX_CONVERSATIONS && taken.putIfAbsent(conversation, nowNanos) == null;
  }
}
