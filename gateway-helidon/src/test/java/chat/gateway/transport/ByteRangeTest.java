package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long SIZE = 1_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-999, 0, 999",
    "bytes=10-19, 10, 19",
    "bytes=999-, 999, 999",
    "bytes=10-, 10, 999",
    "bytes=10-5000, 10, 999",
    "bytes=-1, 999, 999",
    "bytes=-1000, 0, 999",
    "bytes=-5000, 0, 999",
    "' bytes = 1 - 2 ', 1, 2"
  })
  void aRangeIsAPart(String header, long first, long last) {
    assertEquals(new ByteRange.Part(first, last), of(header));
    assertEquals(last - first + 1, new ByteRange.Part(first, last).length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=999999999999999-"})
  void whatIsBehindTheEndIsNotThere(String header) {
    assertEquals(new ByteRange.Beyond(), of(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=-",
        "bytes=2-1",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=a-b",
        "bytes=0x1-2",
        "bytes=-1-2",
        "bytes=9999999999999999-"
      })
  void whatIsNoRangeIsIgnored(String header) {
    assertEquals(new ByteRange.Whole(), of(header));
  }

  @Test
  void withoutARangeItIsAll() {
    assertEquals(new ByteRange.Whole(), ByteRange.of(Optional.empty(), SIZE));
  }

  private static ByteRange of(String header) {
    return ByteRange.of(Optional.of(header), SIZE);
  }
}
