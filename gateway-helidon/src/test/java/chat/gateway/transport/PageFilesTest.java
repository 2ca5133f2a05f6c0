package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  private static final int MAX_FIRST_LOAD_BYTES = 150_000;
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");

  private final PageFiles files = PageFiles.read();

  @ParameterizedTest
  @ValueSource(strings = {"", "admin/"})
  void everythingThatIsNamedIsThereAndKeptForGood(String page) {
    List<String> addresses = addresses(page);
    assertTrue(addresses.size() > 20, "modules are named too: " + addresses);
    for (String address : addresses) {
      assertTrue(files.find(address.substring(1)).isPresent(), address);
      assertEquals(!address.equals("/icon.svg"), files.isForGood(address.substring(1)), address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin/"})
  void theFirstLoadIsSmall(String page) {
    int bytes = sent(files.find(page).orElseThrow());
    for (String address : addresses(page)) {
      bytes += sent(files.find(address.substring(1)).orElseThrow());
    }
    assertTrue(bytes < MAX_FIRST_LOAD_BYTES, bytes + " bytes");
  }

  @Test
  void anotherReleaseIsGivenWhatIsHereButNotForGood() {
    assertEquals(files.find("main.js"), files.find("release/0123/main.js"));
    assertFalse(files.isForGood("release/0123/main.js"));
    assertFalse(files.isForGood("main.js"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(Optional.empty(), files.find("release/0123/nothing.js"));
    assertEquals(Optional.empty(), files.find("release/0123"));
    assertEquals(Optional.empty(), files.find("style/"));
    assertEquals(Optional.empty(), files.find("../chat/gateway/GatewayMain.class"));
    assertEquals(files.find("admin/"), files.find("admin"));
  }

  @Test
  void nothingOfAUserBecomesHtml() {
    for (String name : files.names()) {
      if (name.endsWith(".js") && !name.startsWith("lib/")) {
        String text = files.find(name).orElseThrow().text();
        assertFalse(
            text.matches(
                "(?s).*(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\\.write).*"),
            name);
      }
    }
  }

  private List<String> addresses(String page) {
    String html = files.find(page).orElseThrow().text();
    return ADDRESS.matcher(html).results().map(match -> match.group(1)).toList();
  }

  private static int sent(PageFile file) {
    return file.smaller().orElse(file.bytes()).length;
  }
}
