package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationIdTest {
  @ParameterizedTest
  @CsvSource({"1,2", "2,1", "7,7", "1,2147483647", "2147483647,2147483647"})
  void bothSidesOfAPrivateConversationNameItAlike(int one, int other) {
    ConversationId id = ConversationId.ofUsers(one, other);

    assertEquals(ConversationId.ofUsers(other, one), id);
    assertFalse(id.isGroup());
    assertTrue(id.isBetween(one));
    assertEquals(other, id.peerOf(one));
    assertEquals(one, id.peerOf(other));
    assertEquals(id, ConversationId.ofScope(one, id.scopeFor(one)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 42, Integer.MAX_VALUE})
  void aGroupIsItsId(int groupId) {
    ConversationId id = ConversationId.ofGroup(groupId);

    assertTrue(id.isGroup());
    assertEquals(groupId, id.groupId());
    assertFalse(id.isBetween(groupId));
    assertEquals(id, ConversationId.ofScope(9, id.scopeFor(9)));
  }

  @Test
  void aStrangerIsNotBetween() {
    ConversationId id = ConversationId.ofUsers(1, 2);

    assertFalse(id.isBetween(3));
    assertThrows(IllegalStateException.class, () -> id.peerOf(3));
    assertThrows(IllegalStateException.class, id::groupId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "private", "private:", "private:x", "group:0", "group:-1", "room:1", ":1"})
  void anythingElseIsNoScope(String scope) {
    assertThrows(IllegalArgumentException.class, () -> ConversationId.ofScope(1, scope));
  }
}
