package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void saysWhetherThereIsMore() {
    assertEquals(new Page<>(List.of(0, 1), true), Page.of(2, limit -> first(limit, 3)));
    assertEquals(new Page<>(List.of(0, 1), false), Page.of(2, limit -> first(limit, 2)));
    assertEquals(new Page<>(List.of(), false), Page.of(2, limit -> first(limit, 0)));
  }

  @Test
  void has50RowsWhereNobodySaysAnd200AtMost() {
    assertEquals(50, Page.of(0, limit -> first(limit, 500)).rows().size());
    assertEquals(200, Page.of(200, limit -> first(limit, 500)).rows().size());
    assertRefused(201);
    assertRefused(-1);
  }

  private static void assertRefused(int limit) {
    Refused refused = assertThrows(Refused.class, () -> Page.of(limit, rows -> first(rows, 1)));
    assertEquals(ErrorCode.MALFORMED, refused.code());
  }

  private static List<Integer> first(int limit, int there) {
    return IntStream.range(0, Math.min(limit, there)).boxed().toList();
  }
}
