package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.gateway.LoggedLines;
import chat.gateway.session.FailedLogins.Source;
import chat.proto.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private static final Source SOURCE = new Source("10.0.0.1", "id:1");

  private final TestClock clock = new TestClock();
  private final FailedLogins logins = new FailedLogins(2, 5, Duration.ofSeconds(60), clock);

  @Test
  void tooManyAreRefusedUntilTheWindowIsOver() {
    logins.failed(SOURCE);
    logins.check(SOURCE);
    clock.advance(Duration.ofSeconds(20));
    logins.failed(SOURCE);

    var refusal = assertThrows(RequestFailed.class, () -> logins.check(SOURCE));
    assertEquals(ErrorCode.SLOW_DOWN, refusal.code());
    assertEquals(40_000, refusal.retryAfterMs().orElseThrow());

    clock.advance(Duration.ofSeconds(40));
    assertDoesNotThrow(() -> logins.check(SOURCE));
    logins.failed(SOURCE);
    assertDoesNotThrow(() -> logins.check(SOURCE), "a new window begins");
  }

  @Test
  void theLogNamesAnAddressOnceAWindow() {
    String source = FailedLogins.class.getName();
    try (var lines = LoggedLines.of(source)) {
      for (int i = 0; i < 6; i++) {
        logins.failed(SOURCE);
      }
      assertEquals(
          List.of(
              "10.0.0.1: too many wrong passwords for one account, refused for up to 60 s\n",
              "10.0.0.1: too many wrong passwords for all accounts, refused for up to 60 s\n"),
          lines.all().stream().map(line -> line.split(source + ": ", 2)[1]).toList());
    }
  }

  @Test
  void othersAreNotAffected() {
    logins.failed(SOURCE);
    logins.failed(SOURCE);
    assertDoesNotThrow(() -> logins.check(new Source("10.0.0.2", "id:1")));
    assertDoesNotThrow(() -> logins.check(new Source("10.0.0.1", "id:2")));
  }

  @Test
  void theRightPasswordClearsTheCount() {
    logins.failed(SOURCE);
    logins.succeeded(SOURCE);
    logins.failed(SOURCE);
    assertDoesNotThrow(() -> logins.check(SOURCE));
  }

  @Test
  void theEldestIsForgottenFirst() {
    logins.failed(SOURCE);
    logins.failed(SOURCE);
    for (int i = 0; i < FailedLogins.REMEMBERED; i++) {
      logins.failed(new Source("10.0.0.2", "id:" + i));
    }
    assertDoesNotThrow(() -> logins.check(SOURCE));
  }

  @Test
  void manyAccountsFromOneAddressAreTooManyToo() {
    for (int i = 0; i < 4; i++) {
      logins.failed(new Source("10.0.0.1", "id:" + i));
    }
    Source own = new Source("10.0.0.1", "id:99");
    assertDoesNotThrow(() -> logins.check(own));
    logins.succeeded(own);
    logins.failed(new Source("10.0.0.1", "id:4"));
    assertThrows(RequestFailed.class, () -> logins.check(own), "an own account clears nothing");
    assertDoesNotThrow(() -> logins.check(new Source("10.0.0.2", "id:99")));
    clock.advance(Duration.ofSeconds(60));
    assertDoesNotThrow(() -> logins.check(own));
  }
}
