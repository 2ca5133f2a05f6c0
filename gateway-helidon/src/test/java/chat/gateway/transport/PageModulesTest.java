package chat.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageModulesTest {
  @Test
  void allThatIsNeededIsFoundOnce() {
    Map<String, PageFile> files =
        Map.of(
            "main.js", module("import { a } from './model/a.js';\nimport './b.js';"),
            "model/a.js", module("import{b}from\"../b.js\";\nexport const a = 'from ./c.js';"),
            "b.js", module("export { a } from './model/a.js';"),
            "c.js", module(""));
    assertEquals(Set.of("model/a.js", "b.js"), PageModules.importedBy("main.js", files));
  }

  @Test
  void aMissingModuleIsNamed() {
    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                PageModules.importedBy(
                    "main.js", Map.of("main.js", module("import './gone.js';"))));
    assertEquals("a module of the page is missing: gone.js", failure.getMessage());
  }

  private static PageFile module(String text) {
    return PageFile.of("x.js", text.getBytes(StandardCharsets.UTF_8));
  }
}
