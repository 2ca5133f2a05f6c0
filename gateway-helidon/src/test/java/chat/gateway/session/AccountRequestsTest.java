package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AccountRequestsTest {
  private long now;
  private final AccountRequests requests = new AccountRequests(30, () -> now);

  @Test
  void aMinutesWorthIsLetThroughAndThenOneAtATime() {
    use("a", 30);
    var refused = assertThrows(RequestFailed.class, () -> requests.check("a"));
    assertEquals(ErrorCode.SLOW_DOWN, refused.code());
    assertEquals(OptionalInt.of(2_000), refused.retryAfterMs());
    now += Duration.ofSeconds(2).toNanos();
    use("a", 1);
    assertThrows(RequestFailed.class, () -> requests.check("a"));
  }

  @Test
  void addressesDoNotHinderEachOther() {
    use("a", 30);
    use("b", 30);
    assertThrows(RequestFailed.class, () -> requests.check("a"));
  }

  @Test
  void theAddressNotHeardOfForLongestIsForgotten() {
    use("a", 30);
    use("b", 30);
    assertThrows(RequestFailed.class, () -> requests.check("a"));
    for (int i = 0; i < AccountRequests.REMEMBERED - 1; i++) {
      requests.check("other " + i);
    }
    use("b", 30);
    assertThrows(RequestFailed.class, () -> requests.check("b"));
  }

  private void use(String address, int times) {
    for (int i = 0; i < times; i++) {
      requests.check(address);
    }
  }
}
