package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BearerTokenTest {
  @Test
  void theTokenStandsBehindTheScheme() {
    assertEquals(Optional.of("t.o.k"), BearerToken.of("Bearer t.o.k"));
    assertEquals(Optional.of("t.o.k"), BearerToken.of("bearer  t.o.k "));
  }

  @Test
  void otherHeadersHaveNone() {
    assertEquals(Optional.empty(), BearerToken.of("Basic YTpi"));
    assertEquals(Optional.empty(), BearerToken.of("Bearer "));
    assertEquals(Optional.empty(), BearerToken.of("t.o.k"));
    assertEquals(Optional.empty(), BearerToken.of(""));
  }
}
