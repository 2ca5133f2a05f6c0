package chat.gateway.hint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterestTest {
  private static final int ADA = Interest.BITS + 7;

  private final Gateways gateways = new Gateways();
  private final Gateways.Gateway here = gateways.add();
  private final Gateways.Gateway there = gateways.add();

  @Test
  void whoEntersIsKnownElsewhereAtOnce() {
    assertFalse(here.hints.mayHear(ADA));
    there.enter(ADA);
    assertTrue(here.hints.mayHear(ADA));
    assertTrue(there.hints.mayHear(ADA));
  }

  @Test
  void whoEntersAgainIsNotSaidAgain() {
    there.enter(ADA);
    gateways.said.clear();
    there.enter(ADA);
    assertEquals(List.of(), gateways.said);
  }

  @Test
  void whoLeavesIsMissingInTheNextList() {
    there.enter(ADA);
    gateways.round();
    there.leave(ADA);
    rounds(Interest.ROUNDS_OF_A_LIST);
    assertFalse(here.hints.mayHear(ADA));
    gateways.said.clear();
    rounds(Interest.ROUNDS_OF_A_LIST);
    assertEquals(List.of(), gateways.said, "nobody listens anywhere");
  }

  @Test
  void aGatewayThatBeginsAsksForTheLists() {
    there.enter(ADA);
    gateways.round();
    var late = gateways.add();
    assertFalse(late.hints.mayHear(ADA));
    gateways.round();
    gateways.round();
    assertTrue(late.hints.mayHear(ADA));
  }

  @Test
  void whoEnteredWhileRedisWasAwayIsInAListWhenItIsBack() {
    gateways.round();
    gateways.away = true;
    there.enter(ADA);
    rounds(Interest.ROUNDS_OF_A_LIST);
    assertFalse(here.hints.mayHear(ADA));
    gateways.away = false;
    here.hints.interrupted();
    there.hints.interrupted();
    gateways.round();
    assertTrue(here.hints.mayHear(ADA));
  }

  @Test
  void aGatewayThatIsSilentIsForgotten() {
    there.enter(ADA);
    for (int i = 0; i <= Interest.ROUNDS_OF_A_LIFE; i++) {
      here.hints.round();
    }
    assertFalse(here.hints.mayHear(ADA));
  }

  @Test
  void oneThatGoesOnIsNot() {
    there.enter(ADA);
    rounds(3 * Interest.ROUNDS_OF_A_LIFE);
    assertTrue(here.hints.mayHear(ADA));
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      gateways.round();
    }
  }
}
