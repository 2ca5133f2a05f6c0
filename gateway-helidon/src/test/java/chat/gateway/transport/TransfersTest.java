package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.session.LimitHits;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.ShownHits;
import chat.proto.ErrorCode;
import io.helidon.metrics.api.Metrics;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransfersTest {
  private final AtomicLong now = new AtomicLong();
  private final Transfers transfers =
      new Transfers(8, new LimitHits(Metrics.globalRegistry()), now::get);

  @AfterEach
  void stop() {
    Thread.interrupted();
    transfers.close();
  }

  @Test
  void aUserHasAQuarterAtMost() {
    var first = transfers.begin(1);
    transfers.begin(1);
    long hits = ShownHits.of("transfers");
    RequestFailed refused = assertThrows(RequestFailed.class, () -> transfers.begin(1));
    assertEquals(hits + 1, ShownHits.of("transfers"));
    assertEquals(ErrorCode.SLOW_DOWN, refused.code());
    assertEquals(OptionalInt.of(1_000), refused.retryAfterMs());
    transfers.begin(2);
    first.close();
    transfers.begin(1);
  }

  @Test
  void allTogetherHaveSoManyAtMost() {
    var first = transfers.begin(1);
    for (int user : new int[] {1, 2, 2, 3, 3, 4, 4}) {
      transfers.begin(user);
    }
    RequestFailed refused = assertThrows(RequestFailed.class, () -> transfers.begin(5));
    assertEquals(ErrorCode.UNAVAILABLE, refused.code());
    assertEquals(OptionalInt.of(1_000), refused.retryAfterMs());
    first.close();
    transfers.begin(5);
  }

  @Test
  void oneThatStandsStillIsGivenUp() {
    var transfer = transfers.begin(1);
    pass(Transfers.PIECE_SECONDS);
    transfer.moved();
    pass(Transfers.PIECE_SECONDS);
    transfers.giveUpStalled();
    assertFalse(Thread.interrupted());
    pass(1);
    transfers.giveUpStalled();
    assertTrue(Thread.interrupted());
  }

  @Test
  void oneThatHasEndedIsLeftAlone() {
    transfers.begin(1).close();
    pass(2 * Transfers.PIECE_SECONDS);
    transfers.giveUpStalled();
    assertFalse(Thread.interrupted());
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
