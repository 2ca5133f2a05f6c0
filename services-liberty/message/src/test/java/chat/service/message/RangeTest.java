package chat.service.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void isTextInTheOutbox() {
    List<Range> ranges = List.of(new Range(7, 1, 3), new Range(4_294_967_298L, 10, 10));
    assertEquals("7:1-3,4294967298:10-10", Range.format(ranges));
    assertEquals(ranges, Range.parse(Range.format(ranges)));
  }

  @Test
  void refusesOtherText() {
    for (String text : List.of("", "7", "7:1", "7-1:2", "a:1-2", "7:1-")) {
      assertThrows(IllegalArgumentException.class, () -> Range.parse(text), text);
    }
  }
}
