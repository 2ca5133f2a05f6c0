package chat.ops.browser;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes pictures of the page of a running system, and measures its first load. */
@Command(
    name = "ops/chat screenshots",
    description = {
      "Lets four people chat on the page of a system that runs, and takes pictures of the main",
      "views. They get accounts there: use a system that nobody else uses."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ScreenshotsMain implements Callable<Integer> {
  private static final int LOADS = 5;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "where they go (default: ${DEFAULT-VALUE})",
      defaultValue = "screenshots")
  private Path folder;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the page (default: ${DEFAULT-VALUE})",
      defaultValue = "http://localhost:3000")
  private String url;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private ScreenshotsMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ScreenshotsMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Browsers browsers = Browsers.start()) {
      measure(browsers, out);
      Files.createDirectories(folder);
      Path files = Files.createTempDirectory("chat-demo");
      try {
        List<Path> pictures = new Screenshots(browsers, url, folder).take(files);
        pictures.forEach(out::println);
      } finally {
        delete(files);
      }
      return 0;
    } catch (BrowserMissing e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  /** Each load is somebody's who has never been there. */
  private void measure(Browsers browsers, PrintWriter out) {
    for (int load = 0; load < LOADS; load++) {
      out.println(FirstLoad.of(browsers, url));
    }
    out.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
