package chat.ops.local;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The Java half of ops/chat: up, down, status, trace, backup, restore, admin. Exit codes: 0 done; 1
 * it could not be done, the reason is printed; 2 wrong usage; 3 status of a stack that does not
 * run.
 */
public final class LocalMain {
  // Held, as a logger that nobody holds forgets its level.
  private static final Logger MIGRATION_LOG = Logger.getLogger("org.flywaydb");

  private LocalMain() {}

  /** Runs one command. */
  public static void main(String[] arguments) throws InterruptedException {
    MIGRATION_LOG.setLevel(Level.WARNING);
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws InterruptedException {
    try {
      Path defaultData = Software.find().repository().resolve(".data");
      return switch (Command.parse(arguments, defaultData, System.getenv())) {
        case Command.Up up -> new UpCommand(up, System.out).run();
        case Command.Down down -> down(down);
        case Command.Status status -> status(status);
        case Command.Trace trace -> new TraceCommand(trace, System.out).run();
        case Command.Backup backup -> new BackupCommand(backup, System.out).run();
        case Command.Admin admin -> new AdminCommand(admin, System.out).run();
        case Command.Restore restore -> new RestoreCommand(restore, System.out).run();
      };
    } catch (Command.UsageException e) {
      System.err.println("ops/chat: " + e.getMessage() + "; see ops/chat help");
      return 2;
    } catch (StackFailure e) {
      System.err.println("ops/chat: " + e.getMessage());
      return 1;
    }
  }

  private static int down(Command.Down down) throws InterruptedException {
    DataDirectory data = new DataDirectory(down.data());
    if (data.inUse()) {
      System.out.println("Stopping the stack in " + data.path());
      new RunningStack(data).stop();
      System.out.println("Stopped");
    } else {
      System.out.println("No stack runs in " + data.path());
      Leftovers.end(data.state(), System.out::println);
    }
    if (down.purge()) {
      data.purge();
      System.out.println("Deleted " + data.path());
    }
    return 0;
  }

  private static int status(Command.Status status) {
    DataDirectory data = new DataDirectory(status.data());
    boolean running = data.inUse();
    List<PartStatus> parts = running ? new RunningStack(data).status() : List.of();
    if (status.json()) {
      System.out.print(StatusReport.json(parts));
    } else if (running) {
      System.out.print(StatusReport.table(parts));
    } else {
      System.out.println("No stack runs in " + data.path());
    }
    return running ? 0 : 3;
  }
}
