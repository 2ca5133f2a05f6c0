package chat.gateway.presence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ConversationId;
import org.junit.jupiter.api.Test;

class HiddenPairsTest {
  private static final int ANN = 1;
  private static final int BEN = 2;

  private final HiddenPairs pairs = new HiddenPairs();

  @Test
  void aPairIsHiddenWhileOneOfThemBlocks() {
    pairs.hide(ANN, BEN);
    pairs.hide(BEN, ANN);
    pairs.show(ANN, BEN);
    assertTrue(hidden(), "Ben blocks Ann all the same");
    pairs.show(BEN, ANN);
    assertFalse(hidden());
  }

  @Test
  void whatAListOfFriendsSaysEndsWithWhoeverUnblocks() {
    pairs.hideEither(BEN, ANN);
    pairs.show(ANN, BEN);
    assertFalse(hidden());
  }

  @Test
  void theEldestIsForgottenFirst() {
    pairs.hide(ANN, BEN);
    for (int i = 0; i < HiddenPairs.MAX_PAIRS; i++) {
      assertTrue(hidden());
      pairs.hide(ANN, 10 + i);
    }
    assertFalse(hidden());
  }

  private boolean hidden() {
    return pairs.contains(ConversationId.ofUsers(ANN, BEN));
  }
}
