package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

  @Test
  void thePortMayBeLeftOut() {
    assertEquals(plain("redis.example", 6379), RedisAddress.parse("tcp://redis.example"));
    assertEquals(plain("127.0.0.1", 7000), RedisAddress.parse("redis://127.0.0.1:7000"));
  }

  @Test
  void userAndPasswordComeBeforeTheHost() {
    assertEquals(
        new RedisAddress("r", 6380, true, Optional.of("ada"), Optional.of("a:b@c")),
        RedisAddress.parse("rediss://ada:a:b%40c@r:6380"));
    assertEquals(
        new RedisAddress("r", 6379, false, Optional.empty(), Optional.of("secret")),
        RedisAddress.parse("redis://:secret@r"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "redis",
        "127.0.0.1:6379",
        "http://127.0.0.1:6379",
        "tcp://",
        "tcp://secret@r",
        "tcp://:secret@two words"
      })
  void whatIsNoAddressIsRefusedWithoutTellingThePassword(String url) {
    var refused = assertThrows(IllegalArgumentException.class, () -> RedisAddress.parse(url));
    assertFalse(refused.toString().contains("secret"));
  }

  @Test
  void asTextItHidesWhoLogsIn() {
    assertEquals("rediss://r:6379", RedisAddress.parse("rediss://ada:secret@r").toString());
  }

  private static RedisAddress plain(String host, int port) {
    return new RedisAddress(host, port, false, Optional.empty(), Optional.empty());
  }
}
