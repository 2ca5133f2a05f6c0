package chat.ops.local;

import chat.ops.backup.BackupFailed;
import chat.ops.backup.Manifest;
import chat.ops.backup.Restore;
import chat.schema.Database;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Restores a backup into the data directory of a local stack that does not run, or into the
 * database that the environment names, which must be empty.
 */
final class RestoreCommand {
  private static final String ELSEWHERE =
      """
      Before services and gateways start again:
        1. give all of them a new JWT_SECRET: tokens of accounts made since then would open others'
        2. empty Redis (redis-cli FLUSHALL), and restart gateways that still run
      """;

  private final Command.Restore command;
  private final PrintStream out;

  RestoreCommand(Command.Restore command, PrintStream out) {
    this.command = command;
    this.out = out;
  }

  /**
   * Restores and says what is there now.
   *
   * @return the exit code
   * @throws StackFailure when it cannot be done
   */
  int run() throws InterruptedException {
    switch (command.where()) {
      case Command.Place.Named named -> {
        restore(named.database());
        out.print(ELSEWHERE);
      }
      case Command.Place.Directory directory -> restore(new DataDirectory(directory.path()));
    }
    return 0;
  }

  private void restore(DataDirectory data) throws InterruptedException {
    if (data.inUse()) {
      throw new StackFailure(
          "A stack is running in " + data.path() + "; stop it first, with ops/chat down");
    }
    try (LocalDatabase alone = LocalDatabase.start(data.path(), out::println)) {
      restore(alone.database());
      data.renewTokenKey();
    }
    out.println("Everybody has to log in with their password. Start it: ops/chat up");
  }

  private void restore(Database database) throws InterruptedException {
    Stopwatch begun = Stopwatch.start();
    try {
      Restore restore = new Restore(database, Software.find().databasePrograms());
      Manifest manifest = restore.from(command.file());
      out.printf(
          Locale.ROOT,
          "Restored the state of %s: schema %s, %d messages, %d users, after %.1f s%n",
          manifest.begun(),
          manifest.schema(),
          manifest.rows().getOrDefault("messages", 0L),
          manifest.rows().getOrDefault("users", 0L),
          begun.seconds());
      if (command.then().isPresent()) {
        restore.then(command.then().get());
        out.println("And what " + command.then().get() + " says.");
      }
    } catch (BackupFailed e) {
      throw new StackFailure(e.getMessage(), e);
    }
  }
}
