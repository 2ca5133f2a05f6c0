package chat.ops.local;

import chat.ops.backup.Backup;
import chat.ops.backup.BackupFailed;
import chat.ops.backup.Manifest;
import chat.schema.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Backs a database up: that of a local stack, which may be running, or the one that the environment
 * names.
 */
final class BackupCommand {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'chat-'yyyyMMdd'T'HHmmss'Z.zip'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Command.Backup command;
  private final PrintStream out;

  BackupCommand(Command.Backup command, PrintStream out) {
    this.command = command;
    this.out = out;
  }

  /**
   * Takes it and says what is in it.
   *
   * @return the exit code
   * @throws StackFailure when it cannot be done
   */
  int run() throws InterruptedException {
    return ChosenDatabase.use(command.where(), out::println, this::backUp);
  }

  private int backUp(Database database) throws InterruptedException {
    Stopwatch begun = Stopwatch.start();
    Path file = file();
    try {
      Manifest manifest =
          new Backup(database, Software.find().databasePrograms(), Clock.systemUTC()).take(file);
      out.printf(
          Locale.ROOT,
          "%s: schema %s, %d messages, %d users; %d bytes after %.1f s%n",
          file,
          manifest.schema(),
          manifest.rows().getOrDefault("messages", 0L),
          manifest.rows().getOrDefault("users", 0L),
          Files.size(file),
          begun.seconds());
      if (manifest.binlog().isEmpty()) {
        out.println("The database writes no binary log: only this moment can be restored.");
      }
      return 0;
    } catch (BackupFailed e) {
      throw new StackFailure("No backup was made: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StackFailure(file + " cannot be read: " + e, e);
    }
  }

  private Path file() {
    Path to = command.to().toAbsolutePath().normalize();
    return Files.isDirectory(to) ? to.resolve(NAME.format(Instant.now())) : to;
  }
}
