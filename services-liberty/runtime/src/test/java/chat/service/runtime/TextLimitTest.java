package chat.service.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.proto.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLimitTest {
  private static final TextLimit NAME = new TextLimit("name", 1, 5, false);
  private static final TextLimit NOTE = new TextLimit("note", 0, 5, true);

  @ParameterizedTest
  @ValueSource(strings = {"a", " a ", "'\\%\";", "小明", "😀😀😀😀😀"})
  void keepsWhatIsAllowed(String text) {
    assertEquals(text, NAME.check(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "a\u0085b"})
  void refusesBlanksAndControls(String text) {
    assertEquals(ErrorCode.MALFORMED, codeOf(NAME, text));
  }

  @Test
  void countsCodePoints() {
    assertEquals(ErrorCode.TOO_LONG, codeOf(NAME, "😀😀😀😀😀😀"));
  }

  @Test
  void aNoteMayBeEmptyAndHaveLines() {
    assertEquals("", NOTE.check(""));
    assertEquals("a\nb", NOTE.check("a\nb"));
  }

  private static ErrorCode codeOf(TextLimit limit, String text) {
    return assertThrows(Refused.class, () -> limit.check(text)).code();
  }
}
