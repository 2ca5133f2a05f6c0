package chat.ops.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Starts a stack, prints what a person needs to use it, and holds it until a signal comes. What it
 * prints is also kept in the supervisor's log.
 */
final class UpCommand {
  /** ops/chat waits for this line before it leaves a detached stack alone. */
  private static final String DETACHED = "It runs in the background. Stop it with: ops/chat down";

  private final Command.Up command;
  private final PrintStream out;
  private final DataDirectory data;

  UpCommand(Command.Up command, PrintStream out) {
    this.command = command;
    this.out = out;
    this.data = new DataDirectory(command.options().data());
  }

  /**
   * Returns only when the stack fails; a signal ends the process from the shutdown hook.
   *
   * @return the exit code
   */
  int run() throws InterruptedException {
    if (data.inUse()) {
      out.println("The stack in " + data.path() + " is running already.");
      out.print(new RunningStack(data).addresses());
      out.println(DETACHED);
      return 0;
    }
    Stopwatch begun = Stopwatch.start();
    LocalStack stack = LocalStack.open(command.options(), this::say);
    Thread hook = new Thread(stack::close, "stop-stack");
    Runtime.getRuntime().addShutdownHook(hook);
    stack.bringUp();
    say(String.format(Locale.ROOT, "Ready after %.1f s", begun.seconds()));
    out.print(new RunningStack(data).addresses());
    out.println(command.detached() ? DETACHED : "Ctrl-C stops it.");
    stack.awaitTrouble();
    stack.close();
    return 1;
  }

  private synchronized void say(String text) {
    out.println(text);
    Path log = data.log(StateFile.SUPERVISOR);
    String time =
        LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      Files.writeString(
          log, time + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
