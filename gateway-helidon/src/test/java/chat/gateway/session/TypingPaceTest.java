package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ConversationId;
import org.junit.jupiter.api.Test;

class TypingPaceTest {
  private static final ConversationId ONE = ConversationId.ofGroup(1);
  private static final ConversationId OTHER = ConversationId.ofGroup(2);
  private static final long PAUSE = TypingPace.PAUSE.toNanos();

  private final TypingPace pace = new TypingPace();

  @Test
  void onceInAWhileForEachConversation() {
    assertTrue(pace.takes(ONE, 0));
    assertFalse(pace.takes(ONE, 1));
    assertTrue(pace.takes(OTHER, 1));
    assertFalse(pace.takes(ONE, PAUSE - 1));
    assertTrue(pace.takes(ONE, PAUSE));
  }

  @Test
  void forSoManyConversations() {
    for (int i = 1; i <= TypingPace.MAX_CONVERSATIONS; i++) {
      assertTrue(pace.takes(ConversationId.ofGroup(i), 0));
    }
    ConversationId next = ConversationId.ofGroup(TypingPace.MAX_CONVERSATIONS + 1);
    assertFalse(pace.takes(next, 1));
    assertTrue(pace.takes(next, PAUSE));
  }
}
