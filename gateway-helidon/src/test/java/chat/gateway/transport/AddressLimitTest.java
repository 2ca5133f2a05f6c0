package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AddressLimitTest {
  private final AtomicInteger refused = new AtomicInteger();
  private final AddressLimit limit = new AddressLimit(2, refused::incrementAndGet);

  @Test
  void everyAddressHasItsOwnCount() {
    assertTrue(limit.enter("a"));
    assertTrue(limit.enter("a"));
    assertFalse(limit.enter("a"));
    assertTrue(limit.enter("b"));
    assertEquals(1, refused.get());
  }

  @Test
  void whoLeavesMakesRoomForOne() {
    assertTrue(limit.enter("a"));
    assertTrue(limit.enter("a"));
    assertFalse(limit.enter("a"));
    limit.leave("a");
    assertTrue(limit.enter("a"));
    assertFalse(limit.enter("a"));
  }

  @Test
  void aLimitOfOneRefusesTheSecond() {
    var one = new AddressLimit(1, () -> {});
    assertTrue(one.enter("a"));
    assertFalse(one.enter("a"));
    one.leave("a");
    assertTrue(one.enter("a"));
  }
}
