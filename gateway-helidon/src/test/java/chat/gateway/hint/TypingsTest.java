package chat.gateway.hint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ConversationId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingsTest {
  private static final int ADA = 7;
  private static final int BOB = 9;
  private static final int EVE = 11;
  private static final ConversationId PRIVATE = ConversationId.ofUsers(ADA, BOB);
  private static final ConversationId GROUP = ConversationId.ofGroup(3);

  private final Gateways gateways = new Gateways();
  private final Gateways.Gateway here = gateways.add();
  private final Gateways.Gateway there = gateways.add();

  @Test
  void isToldOnceARoundToThoseWhoListen() {
    var ada = there.enter(ADA);
    var eve = here.enter(EVE);
    Typing typing = typing(GROUP, ADA, EVE, 13);
    here.hints.typing(typing);
    here.hints.typing(typing);
    gateways.round();
    gateways.round();
    assertEquals(List.of(typing(GROUP, ADA, EVE)), ada.typings);
    assertEquals(List.of(typing(GROUP, ADA, EVE)), eve.typings);
  }

  @Test
  void nobodyIsToldWhoIsHidden() {
    var ada = there.enter(ADA);
    there.hidden.hide(ADA, BOB);
    here.hints.typing(typing(PRIVATE, ADA));
    gateways.round();
    there.hidden.show(ADA, BOB);
    here.hidden.hide(ADA, BOB);
    here.hints.typing(typing(PRIVATE, ADA));
    gateways.round();
    assertEquals(List.of(), ada.typings);
  }

  @Test
  void whatRedisDoesNotTakeIsDropped() {
    var ada = there.enter(ADA);
    long dropped = Gateways.METRICS.away().count();
    gateways.away = true;
    here.hints.typing(typing(PRIVATE, ADA));
    gateways.round();
    gateways.away = false;
    gateways.round();
    assertEquals(List.of(), ada.typings);
    assertEquals(1, Gateways.METRICS.away().count() - dropped);
  }

  @Test
  void beyondTheBoundTheOldestIsDropped() {
    var ada = there.enter(ADA);
    long dropped = Gateways.METRICS.many().count();
    for (int groupId = 1; groupId <= Typings.MAX_WAITING + 1; groupId++) {
      here.hints.typing(typing(ConversationId.ofGroup(groupId), ADA));
    }
    gateways.round();
    assertEquals(1, Gateways.METRICS.many().count() - dropped);
    assertEquals(Typings.MAX_WAITING, ada.typings.size());
    assertEquals(ConversationId.ofGroup(2), ada.typings.getFirst().conversation());
  }

  private static Typing typing(ConversationId conversation, Integer... receivers) {
    return new Typing(BOB, "Bob the  builder", conversation, List.of(receivers));
  }
}
