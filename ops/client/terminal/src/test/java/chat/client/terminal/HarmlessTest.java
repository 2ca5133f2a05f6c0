package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that somebody else writes steers a terminal. */
class HarmlessTest {
  @Test
  void whatSteersIsShownAsAPicture() {
    assertEquals("␛]0;title␇␛[2J", Harmless.line("\u001b]0;title\u0007\u001b[2J"));
    assertEquals("a␊b␍c d␡", Harmless.line("a\nb\rc\td\u007f"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x9b, 0x85, 0x202e, 0x2066, 0x2028, 0x200f, 0xd800, 0xfeff})
  void whatTurnsTextAroundOrIsNoneIsReplaced(int one) {
    assertEquals("a\ufffdb", Harmless.line("a" + new String(Character.toChars(one)) + "b"));
  }

  @Test
  void everythingElseStaysAsItIs() {
    String text = "中文 ✎ é e\u0301 👩\u200d👩\u200d👧 ❤\ufe0f $(rm) `x` %s";
    assertEquals(text, Harmless.line(text));
  }
}
