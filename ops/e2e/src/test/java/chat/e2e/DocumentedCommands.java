package chat.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands in the blocks marked "sh" of a chapter of OPERATIONS.md, in their order. */
final class DocumentedCommands {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final long LONGEST_MINUTES = 4;

  private DocumentedCommands() {}

  /**
   * Reads them.
   *
   * @param title of the chapter, without its marks
   */
  static List<String> of(Path document, String title) throws IOException {
    String text = Files.readString(document);
    int start = text.indexOf("\n## " + title + "\n");
    if (start < 0) {
      throw new AssertionError(document + " has no chapter " + title);
    }
    int end = text.indexOf("\n## ", start + 1);
    Matcher blocks = BLOCK.matcher(text.substring(start, end < 0 ? text.length() : end));
    List<String> commands = new ArrayList<>();
    while (blocks.find()) {
      commands.add(blocks.group(1));
    }
    return commands;
  }

  /**
   * Runs commands as a shell does that stops at the first failure.
   *
   * @param output gets what they say
   * @return the exit code
   */
  static int run(String commands, Map<String, String> variables, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(variables);
    Files.writeString(output, "$ " + commands, StandardCharsets.UTF_8);
    Process process = builder.start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it never ends: " + commands);
    }
    return process.exitValue();
  }
}
