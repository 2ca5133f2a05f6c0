package chat.ops.local;

import chat.schema.Database;
import java.nio.file.Files;

/**
 * The database that a command is about: that of a local stack, which may be running, or the one
 * that the environment names.
 */
final class ChosenDatabase {
  private ChosenDatabase() {}

  /** Does something with a database. */
  @FunctionalInterface
  interface Use<T> {
    /** Does it; the database may be gone afterwards. */
    T with(Database database) throws InterruptedException;
  }

  /**
   * Does something with it; where no stack runs, it is started for as long as that takes.
   *
   * @throws StackFailure when there is none
   */
  static <T> T use(Command.Place where, Progress progress, Use<T> use) throws InterruptedException {
    return switch (where) {
      case Command.Place.Named named -> use.with(named.database());
      case Command.Place.Directory directory ->
          use(new DataDirectory(directory.path()), progress, use);
    };
  }

  private static <T> T use(DataDirectory data, Progress progress, Use<T> use)
      throws InterruptedException {
    if (data.inUse()) {
      return use.with(new RunningStack(data).database());
    }
    if (!Files.exists(data.of("mariadb"))) {
      throw new StackFailure("There is no stack's data in " + data.path());
    }
    try (LocalDatabase alone = LocalDatabase.start(data.path(), progress)) {
      return use.with(alone.database());
    }
  }
}
