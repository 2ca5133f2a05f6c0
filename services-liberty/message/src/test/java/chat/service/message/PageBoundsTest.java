package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.message.ListMessagesRequest;
import chat.service.runtime.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageBoundsTest {

  @Test
  void withoutBoundsItIsTheNewestFifty() {
    assertEquals(
        new PageBounds(0, Long.MAX_VALUE, 0, 50, false),
        PageBounds.of(ListMessagesRequest.getDefaultInstance(), 0));
  }

  @Test
  void nothingBeforeTheUserJoined() {
    assertEquals(
        new PageBounds(30, Long.MAX_VALUE, 0, 50, true),
        PageBounds.of(ListMessagesRequest.newBuilder().setAfterSeq(0).build(), 30));
    assertEquals(
        new PageBounds(30, 40, 0, 50, false),
        PageBounds.of(ListMessagesRequest.newBuilder().setBeforeSeq(40).build(), 30));
  }

  @Test
  void aTimeIsALowerEnd() {
    assertEquals(
        new PageBounds(0, Long.MAX_VALUE, 99, 500, true),
        PageBounds.of(ListMessagesRequest.newBuilder().setSinceMs(99).setLimit(501).build(), 0));
  }

  @Test
  void evenTheFirstTimeIsALowerEnd() {
    assertEquals(
        new PageBounds(0, Long.MAX_VALUE, 0, 50, true),
        PageBounds.of(ListMessagesRequest.newBuilder().setSinceMs(0).build(), 0));
  }

  @Test
  void refusesANegativeLimit() {
    ListMessagesRequest request = ListMessagesRequest.newBuilder().setLimit(-1).build();
    assertThrows(Refused.class, () -> PageBounds.of(request, 0));
  }

  @Test
  void aPageIsOldestFirstAndKnowsWhetherThereIsMore() {
    StoredMessage one = message(1);
    StoredMessage two = message(2);
    StoredMessage three = message(3);
    PageBounds up = new PageBounds(0, 9, 0, 2, true);
    PageBounds down = new PageBounds(0, 9, 0, 2, false);
    assertEquals(new PageBounds.Page(List.of(one, two), true), up.cut(List.of(one, two, three)));
    assertEquals(
        new PageBounds.Page(List.of(two, three), true), down.cut(List.of(three, two, one)));
    assertEquals(new PageBounds.Page(List.of(two, three), false), down.cut(List.of(three, two)));
  }

  private static StoredMessage message(long seq) {
    return new StoredMessage(new Draft(1, 2, 0, "x", "m" + seq), seq, 0);
  }
}
