package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final Caller ANNA = new Caller(1, "anna", Set.of("user"), Optional.of("s"));

  private final SettableClock clock = new SettableClock();
  private int checks;
  private final Tokens tokens =
      new Tokens(
          token -> {
            checks++;
            return token.equals("good")
                ? Optional.of(new VerifiedToken(ANNA, Instant.ofEpochSecond(100)))
                : Optional.empty();
          },
          clock);

  @Test
  void aGoodTokenIsCheckedOnce() {
    assertEquals(Optional.of(ANNA), tokens.verify("good"));
    assertEquals(Optional.of(ANNA), tokens.verify("good"));
    assertEquals(1, checks);
  }

  @Test
  void aBadTokenIsNotRemembered() {
    assertEquals(Optional.empty(), tokens.verify("bad"));
    assertEquals(Optional.empty(), tokens.verify("bad"));
    assertEquals(2, checks);
  }

  @Test
  void aRememberedTokenExpires() {
    clock.now = Instant.ofEpochSecond(99);
    assertEquals(Optional.of(ANNA), tokens.verify("good"));
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), tokens.verify("good"));
  }

  @Test
  void aTokenThatHasExpiredIsNotBelievedEvenIfItsSignatureIsGood() {
    clock.now = Instant.ofEpochSecond(100);
    assertEquals(Optional.empty(), tokens.verify("good"));
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
