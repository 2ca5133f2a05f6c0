package chat.gateway.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.gateway.session.FailedLogins.Source;
import chat.proto.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
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
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger(FailedLogins.class.getName());
    Handler handler = new LinesHandler(lines);
    logger.addHandler(handler);
    try {
      for (int i = 0; i < 6; i++) {
        logins.failed(new Source("10.0.0.1", "id:1"));
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(
        List.of(
            "10.0.0.1: too many wrong passwords for one account, refused for up to 60 s",
            "10.0.0.1: too many wrong passwords for all accounts, refused for up to 60 s"),
        lines);
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

  private static final class LinesHandler extends Handler {
    private final List<String> lines;

    LinesHandler(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
