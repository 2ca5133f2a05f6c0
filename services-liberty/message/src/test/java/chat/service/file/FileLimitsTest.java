package chat.service.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import chat.service.runtime.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FileLimitsTest {
  private final FileLimits limits = new FileLimits(100, 250);

  @Test
  void aFileHasAByteAndNoMoreThanIsAllowed() {
    assertDoesNotThrow(() -> limits.checkFile(1));
    assertDoesNotThrow(() -> limits.checkFile(100));
    assertRefused(ErrorCode.TOO_LONG, () -> limits.checkFile(101));
    assertRefused(ErrorCode.TOO_LONG, () -> limits.checkFile(Long.MAX_VALUE));
    assertRefused(ErrorCode.MALFORMED, () -> limits.checkFile(0));
    assertRefused(ErrorCode.MALFORMED, () -> limits.checkFile(-1));
  }

  @Test
  void aUserKeepsNoMoreThanIsAllowed() {
    assertDoesNotThrow(() -> limits.checkUser(150, 100));
    assertRefused(ErrorCode.TOO_LONG, () -> limits.checkUser(151, 100));
    assertRefused(ErrorCode.TOO_LONG, () -> limits.checkUser(Long.MAX_VALUE, 1));
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FileLimits(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FileLimits(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new FileLimits(FileLimits.LARGEST + 1, 1));
  }

  private static void assertRefused(ErrorCode code, Executable check) {
    assertEquals(code, assertThrows(Refused.class, check).code());
  }
}
