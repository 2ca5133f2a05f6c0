package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.service.message.Heads.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private final Heads heads = new Heads(2);

  @Test
  void forgetsTheOneThatWasNotUsedForLongest() {
    heads.advance(Map.of(1L, new Head(1, 1)));
    heads.advance(Map.of(2L, new Head(2, 2)));
    heads.of(1);
    heads.advance(Map.of(3L, new Head(3, 3)));
    assertEquals(Optional.empty(), heads.of(2));
    assertEquals(Optional.of(new Head(1, 1)), heads.of(1));
  }

  @Test
  void forgetsOnRequest() {
    heads.advance(Map.of(1L, new Head(1, 1)));
    heads.forget(List.of(1L, 5L));
    assertEquals(Optional.empty(), heads.of(1));
  }
}
