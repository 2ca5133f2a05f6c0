package chat.service.message;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Clocks that stand still. */
final class TestClock {
  private TestClock() {}

  static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
