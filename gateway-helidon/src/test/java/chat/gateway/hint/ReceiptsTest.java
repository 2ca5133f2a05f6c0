package chat.gateway.hint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.ConversationId;
import chat.proto.message.CursorAdvance;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static final int ADA = 7;
  private static final int BOB = 9;

  private final Gateways gateways = new Gateways();
  private final Gateways.Gateway here = gateways.add();
  private final Gateways.Gateway there = gateways.add();

  @Test
  void thePeerIsToldOnAnotherGatewayOfTheNewestOnly() {
    var ada = there.enter(ADA);
    moved(1, 0);
    moved(3, 2);
    moved(2, 0);
    assertEquals(List.of(), ada.receipts, "before the round");
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 3, 2)), ada.receipts);
    gateways.round();
    assertEquals(1, ada.receipts.size());
  }

  @Test
  void whatDoesNotGrowIsNotTold() {
    var ada = there.enter(ADA);
    moved(3, 2);
    gateways.round();
    moved(3, 1);
    gateways.round();
    assertEquals(1, ada.receipts.size());
    moved(0, 3);
    gateways.round();
    assertEquals(new Receipt(BOB, ADA, 3, 3), ada.receipts.getLast());
    moved(4, 0);
    gateways.round();
    assertEquals(new Receipt(BOB, ADA, 4, 3), ada.receipts.getLast());
  }

  @Test
  void ownDevicesAreToldWhenMoreIsRead() {
    // So that it is told at all.
    there.enter(ADA);
    var phone = there.enter(BOB);
    moved(3, 0);
    gateways.round();
    assertEquals(List.of(), phone.receipts);
    moved(3, 3);
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 3, 3)), phone.receipts);
  }

  @Test
  void whoWritesToOneselfIsToldOnce() {
    var phone = there.enter(BOB);
    here.hints.moved(List.of(advance(BOB, ConversationId.ofUsers(BOB, BOB), 2, 2)));
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, BOB, 2, 2)), phone.receipts);
  }

  @Test
  void whatIsReadIsDelivered() {
    var ada = there.enter(ADA);
    moved(0, 5);
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 5, 5)), ada.receipts);
  }

  @Test
  void groupsHaveNoReceipts() {
    there.enter(BOB);
    var advance = advance(BOB, ConversationId.ofGroup(3), 5, 5);
    assertFalse(here.hints.wants(advance));
    here.hints.moved(List.of(advance));
    gateways.round();
    assertEquals(0, receiptMessages());
  }

  @Test
  void nothingIsToldWhereNobodyListens() {
    gateways.round();
    gateways.said.clear();
    moved(3, 2);
    gateways.round();
    assertEquals(List.of(), gateways.said);
  }

  @Test
  void whoIsHiddenIsToldNothingWhereverTheBlockIsKnown() {
    var ada = there.enter(ADA);
    there.hidden.hide(BOB, ADA);
    moved(1, 1);
    gateways.round();
    there.hidden.show(BOB, ADA);
    here.hidden.hide(ADA, BOB);
    moved(2, 2);
    gateways.round();
    assertEquals(List.of(), ada.receipts);
    here.hidden.show(ADA, BOB);
    moved(3, 3);
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 3, 3)), ada.receipts);
  }

  @Test
  void whatRedisDoesNotTakeIsToldLater() {
    var ada = there.enter(ADA);
    gateways.away = true;
    moved(3, 2);
    gateways.round();
    moved(4, 0);
    gateways.round();
    gateways.away = false;
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 4, 2)), ada.receipts);
  }

  @Test
  void beyondTheBoundTheOldestPairIsDropped() {
    var first = there.enter(1);
    var second = there.enter(2);
    long dropped = Gateways.METRICS.many().count();
    gateways.away = true;
    for (int peer = 1; peer <= Receipts.MAX_WAITING + 1; peer++) {
      // Each shares a bit with one of the two who listen.
      int sharing = (peer + 1) / 2 * Interest.BITS + (peer - 1) % 2 + 1;
      int listener = peer <= 2 ? peer : sharing;
      here.hints.moved(List.of(advance(BOB, ConversationId.ofUsers(BOB, listener), 1, 0)));
    }
    gateways.away = false;
    gateways.round();
    assertEquals(1, Gateways.METRICS.many().count() - dropped);
    assertEquals(List.of(), first.receipts);
    assertEquals(1, second.receipts.size());
    assertEquals(
        Receipts.MAX_WAITING / Receipts.RECEIPTS_OF_A_MESSAGE,
        receiptMessages(),
        "messages of a bounded size");
  }

  @Test
  void whatGrowsWhileItIsToldIsToldInTheNextRound() {
    var ada = there.enter(ADA);
    moved(1, 0);
    gateways.round();
    moved(2, 0);
    assertTrue(here.hints.wants(advance(BOB, ConversationId.ofUsers(ADA, BOB), 2, 0)));
    gateways.round();
    assertEquals(List.of(new Receipt(BOB, ADA, 1, 0), new Receipt(BOB, ADA, 2, 0)), ada.receipts);
  }

  private long receiptMessages() {
    return gateways.said.stream().filter(text -> text.startsWith(Receipts.WORD + " ")).count();
  }

  private void moved(long delivered, long read) {
    here.hints.moved(List.of(advance(BOB, ConversationId.ofUsers(ADA, BOB), delivered, read)));
  }

  private static CursorAdvance advance(
      int userId, ConversationId conversation, long delivered, long read) {
    return CursorAdvance.newBuilder()
        .setUserId(userId)
        .setConversationId(conversation.value())
        .setDeliveredSeq(delivered)
        .setReadSeq(read)
        .build();
  }
}
