package chat.e2e.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks axe-core what people with a screen reader, a keyboard or weak eyes stumble over. */
final class Axe {
  private static final String PROGRAM = program();

  /** One line for each serious or critical finding: the rule, and the first element. */
  private static final String FINDINGS =
      """
      async () => {
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) =>
            `${id}: ${help}: ${nodes.length} times, first ${nodes[0].html} (${nodes[0].failureSummary})`);
      }
      """;

  private Axe() {}

  /** What is serious or worse on the page as it is now; empty when nothing is. */
  static List<String> findings(Page page) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(PROGRAM);
    }
    return ((List<?>) page.evaluate(FINDINGS)).stream().map(String::valueOf).toList();
  }

  private static String program() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
