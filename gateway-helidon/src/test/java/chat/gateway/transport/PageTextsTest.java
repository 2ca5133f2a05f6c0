package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page says: in each language all of it, and nothing that is not said. */
class PageTextsTest {
  private static final Pattern LINE = Pattern.compile("(?m)^  (\\w+): '(.*)',$");
  private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

  /** text('key'), and what dialogs and lists are given by key. */
  private static final Pattern USE =
      Pattern.compile("\\btext\\('(\\w+)'|\\b(?:title|lead|action|label|note): '(\\w+)'");

  private final PageFiles files = PageFiles.read();
  private final Map<String, String> english = texts("english");

  @ParameterizedTest
  @ValueSource(strings = {"simplified", "traditional"})
  void everyLanguageHasAllTextsWithTheirValues(String language) {
    Map<String, String> texts = texts(language);
    assertEquals(english.keySet(), texts.keySet());
    texts.forEach((key, text) -> assertEquals(values(english.get(key)), values(text), key));
    texts.forEach((key, text) -> assertFalse(text.isBlank(), key));
  }

  @Test
  void whatIsSaidIsWritten() {
    var missing = new TreeSet<String>();
    for (String name : files.names()) {
      if (name.endsWith(".js") && !name.startsWith("texts/") && !name.startsWith("lib/")) {
        USE.matcher(files.find(name).orElseThrow().text())
            .results()
            .map(use -> use.group(1) == null ? use.group(2) : use.group(1))
            .filter(key -> !english.containsKey(key))
            .forEach(missing::add);
      }
    }
    assertEquals(Set.of(), missing);
  }

  private Map<String, String> texts(String language) {
    String file = files.find("texts/" + language + ".js").orElseThrow().text();
    var texts = new LinkedHashMap<String, String>();
    LINE.matcher(file).results().forEach(line -> texts.put(line.group(1), line.group(2)));
    assertEquals(
        file.lines().filter(line -> line.startsWith("  ")).count(), texts.size(), "unread lines");
    return texts;
  }

  private static Set<String> values(String text) {
    return VALUE.matcher(text).results().map(it -> it.group()).collect(Collectors.toSet());
  }
}
