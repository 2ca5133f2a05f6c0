package chat.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsulAddressTest {
  @Test
  void aPortIsAddedAndATokenKept() {
    ConsulAddress address = ConsulAddress.parse(" http://consul/ ", "secret").orElseThrow();
    assertEquals(URI.create("http://consul:8500"), address.url());
    assertEquals(Optional.of("secret"), address.token());
    assertFalse(address.toString().contains("secret"));
    assertEquals(
        URI.create("https://10.0.0.1:1234"),
        ConsulAddress.parse("https://10.0.0.1:1234", "").orElseThrow().url());
  }

  @Test
  void nothingMeansThatThereIsNone() {
    assertTrue(ConsulAddress.parse("", "secret").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"consul:8500", "tcp://consul:8500", "http://", "http://consul/v1", "http://a b"})
  void anythingElseIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> ConsulAddress.parse(url, ""));
  }
}
