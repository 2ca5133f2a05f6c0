package chat.ops.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that are needed to drive a browser, as {@code ops/browser/programs.sh} finds them.
 *
 * @param chromium Debian's Chromium or one like it
 * @param node what Playwright's driver runs on
 */
record BrowserPrograms(Path chromium, Path node) {

  /**
   * Looks for them.
   *
   * @throws BrowserMissing when one is not there
   */
  static BrowserPrograms find() {
    try {
      Process process = new ProcessBuilder(script().toString()).start();
      process.getOutputStream().close();
      List<String> paths = text(process.getInputStream().readAllBytes()).lines().toList();
      String reason = text(process.getErrorStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new BrowserMissing(reason.strip());
      }
      return new BrowserPrograms(Path.of(paths.get(0)), Path.of(paths.get(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** In the module whose target directory this class was built in. */
  private static Path script() {
    try {
      Path built =
          Path.of(
              BrowserPrograms.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return built.getParent().resolveSibling("programs.sh");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry without a path", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
