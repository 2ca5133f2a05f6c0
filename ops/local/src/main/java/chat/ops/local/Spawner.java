package chat.ops.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Starts processes through watchdog.sh, their parent, which ends them when this process is gone
 * without having done so. Any thread may call it.
 */
final class Spawner implements AutoCloseable {
  private final Process watchdog;
  private final Writer commands;
  private final BufferedReader pids;

  /** Starts the watchdog. */
  Spawner() {
    try {
      watchdog =
          new ProcessBuilder("bash", "-c", script(), "watchdog")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new StackFailure("bash does not start: " + e.getMessage(), e);
    }
    commands = watchdog.outputWriter(StandardCharsets.UTF_8);
    pids = watchdog.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a part in a process group of its own.
   *
   * @param log gets its output
   * @throws StackFailure when the watchdog is gone
   */
  synchronized ProcessHandle spawn(Part part, Path log) {
    try {
      commands.write(shellCommand(part, log) + "\n");
      commands.flush();
      long pid = Long.parseLong(String.valueOf(pids.readLine()));
      return ProcessHandle.of(pid)
          .orElseThrow(() -> new StackFailure(part.name() + " ended at once; read " + log));
    } catch (IOException | NumberFormatException e) {
      throw new StackFailure("The watchdog process is gone; start the stack again.", e);
    }
  }

  /** Whether parts can still be started, and are ended when this process dies. */
  boolean alive() {
    return watchdog.isAlive();
  }

  /** Ends what still runs, and waits for that: 15 seconds, after which it is killed. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      // It is gone already, which is what close is for.
    }
    boolean interrupted = false;
    while (watchdog.isAlive()) {
      try {
        watchdog.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The part as one line of shell that becomes the program. */
  static String shellCommand(Part part, Path log) {
    String settings =
        part.environment().entrySet().stream()
            .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()) + "; ")
            .collect(Collectors.joining());
    String program = part.command().stream().map(Spawner::quoted).collect(Collectors.joining(" "));
    return "exec >>"
        + quoted(log.toString())
        + " 2>&1; cd "
        + quoted(part.directory().toString())
        + " && "
        + settings
        + "exec "
        + program;
  }

  private static String quoted(String text) {
    if (text.indexOf('\n') >= 0) {
      throw new StackFailure("A path or setting contains a line end: " + text);
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String script() {
    try (InputStream script = Spawner.class.getResourceAsStream("watchdog.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
