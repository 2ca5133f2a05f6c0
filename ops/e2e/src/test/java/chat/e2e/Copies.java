package chat.e2e;

import chat.ops.backup.Backup;
import chat.ops.backup.DatabasePrograms;
import chat.ops.backup.Manifest;
import chat.ops.backup.Restore;
import chat.ops.local.LocalStack;
import chat.schema.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** Backups of a stack's database, and databases beside it into which they are restored. */
final class Copies implements AutoCloseable {
  static final DatabasePrograms PROGRAMS =
      new DatabasePrograms(LocalStack.checkout().resolve("ops/local/software/target/mariadb/bin"));

  private final Database original;
  private final Deque<Database> made = new ArrayDeque<>();

  Copies(Stack stack) {
    original = stack.processes().database();
  }

  /** An empty database, which {@link #close} drops. */
  Database empty(String name) throws SQLException {
    run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    Database database =
        new Database(original.host(), original.port(), original.user(), original.password(), name);
    made.push(database);
    return database;
  }

  /** Takes a backup of the stack's database. */
  Manifest backUp(Path file) throws InterruptedException {
    return backUp(original, file);
  }

  /** Takes one with a program that stands for mariadb-dump. */
  Manifest backUp(Path file, DatabasePrograms programs) throws InterruptedException {
    return new Backup(original, programs, Clock.systemUTC()).take(file);
  }

  static Manifest backUp(Database database, Path file) throws InterruptedException {
    return new Backup(database, PROGRAMS, Clock.systemUTC()).take(file);
  }

  static Manifest restore(Path file, Database into) throws InterruptedException {
    return new Restore(into, PROGRAMS).from(file);
  }

  @Override
  public void close() throws SQLException {
    for (Database database : made) {
      run("DROP DATABASE " + database.name());
    }
  }

  private void run(String statement) throws SQLException {
    try (Connection connection = original.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
