package chat.client.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Both languages say the same things. */
class TextsTest {
  private static final Pattern WORD = Pattern.compile("%[sd]");

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(Texts.class.getName(), locale);
  }

  @Test
  void chineseHasTheSameTextsWithTheSameWords() {
    ResourceBundle english = bundle(Locale.ROOT);
    ResourceBundle chinese = bundle(Locale.CHINESE);
    assertEquals(english.keySet(), chinese.keySet());
    for (String key : english.keySet()) {
      assertEquals(words(english.getString(key)), words(chinese.getString(key)), key);
    }
    assertTrue(chinese.getString("welcome").startsWith("你好"));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WORD.matcher(text).results().forEach(word -> words.add(word.group()));
    return words;
  }

  @Test
  void theLocaleChooses() {
    assertEquals("在线", new Texts(Locale.SIMPLIFIED_CHINESE).of("state.online"));
    assertEquals("online", new Texts(Locale.FRANCE).of("state.online"));
    assertEquals("3 not sent", new Texts(Locale.GERMANY).of("state.unsent", 3));
  }
}
