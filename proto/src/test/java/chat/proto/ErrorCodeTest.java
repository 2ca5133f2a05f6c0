package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource
  void aCodeIsFoundByItsNumber(ErrorCode code) {
    assertEquals(code, ErrorCode.ofErrno(code.errno()));
  }

  @Test
  void aNumberThatIsNoneOfOursIsOurFault() {
    assertEquals(ErrorCode.INTERNAL, ErrorCode.ofErrno(7));
  }
}
