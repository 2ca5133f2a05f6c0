package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePiecesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "262143, 1, 262143",
    "262144, 1, 262144",
    "262145, 2, 1",
    "524288, 2, 262144",
    "20971520, 80, 262144"
  })
  void allPiecesButTheLastAreFull(long size, int count, int last) {
    assertEquals(count, FilePieces.count(size));
    long all = 0;
    for (int number = 0; number < count; number++) {
      assertEquals(all, FilePieces.start(number));
      assertEquals(number, FilePieces.numberOf(all));
      int length = FilePieces.length(size, number);
      assertEquals(number == count - 1 ? last : FilePieces.BYTES, length);
      all += length;
      assertEquals(number, FilePieces.numberOf(all - 1));
    }
    assertEquals(size, all);
  }

  @Test
  void aPieceThatIsNotThereHasNoLength() {
    assertThrows(IllegalArgumentException.class, () -> FilePieces.length(1, 1));
    assertThrows(IllegalArgumentException.class, () -> FilePieces.length(FilePieces.BYTES, 1));
    assertThrows(IllegalArgumentException.class, () -> FilePieces.length(1, -1));
    assertThrows(
        IllegalArgumentException.class, () -> FilePieces.length(1L << 40, Integer.MIN_VALUE));
    assertThrows(
        IllegalArgumentException.class, () -> FilePieces.length(1L << 20, Integer.MAX_VALUE));
  }
}
