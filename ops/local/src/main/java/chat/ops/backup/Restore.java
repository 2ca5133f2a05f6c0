package chat.ops.backup;

import chat.schema.Database;
import chat.schema.Migration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts a backup into an empty database, and compares the rows with those that were in the dump. No
 * service may use the database meanwhile. Blocks until it is done.
 */
public final class Restore {
  private static final String TABLES =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = ?";

  private final Database database;
  private final DatabasePrograms programs;

  /** A restore into that database with those programs. */
  public Restore(Database database, DatabasePrograms programs) {
    this.database = database;
    this.programs = programs;
  }

  /**
   * Does it.
   *
   * @return what the backup says of itself
   * @throws BackupFailed when the file is damaged, its schema is newer than this program, or the
   *     database is not empty: then nothing was changed; or when it could not be finished
   */
  public Manifest from(Path file) throws InterruptedException {
    try (Archive archive = Archive.open(file)) {
      Manifest manifest = archive.manifest();
      archive.check();
      requireEmpty();
      if (!Migration.knows(database, manifest.schema())) {
        throw new BackupFailed(
            file
                + " has the schema "
                + manifest.schema()
                + ", which is newer than this program. Restore it with the release that took it, "
                + manifest.program()
                + ", or a newer one.");
      }
      try (InputStream dump = archive.dump()) {
        load(dump, file);
      }
      compare(manifest);
      return manifest;
    } catch (SQLException e) {
      throw new BackupFailed("the database cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupFailed(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Runs what mariadb-binlog has made of the binary log since then.
   *
   * @throws BackupFailed when it could not be finished
   */
  public void then(Path statements) throws InterruptedException {
    try (InputStream input = Files.newInputStream(statements)) {
      load(input, statements);
    } catch (IOException e) {
      throw new BackupFailed(statements + " cannot be read: " + e, e);
    }
  }

  private void requireEmpty() throws SQLException {
    SortedMap<String, Long> tables = rows();
    if (!tables.isEmpty()) {
      throw new BackupFailed(
          database.url()
              + " is not empty: it has the tables "
              + String.join(", ", tables.keySet())
              + ". A backup is restored into an empty database only.");
    }
  }

  private void load(InputStream statements, Path file) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("chat-restore", ".errors");
    try {
      Process process = DatabasePrograms.start(programs.client(database), errors);
      Optional<IOException> broken = Optional.empty();
      try (OutputStream client = process.getOutputStream()) {
        statements.transferTo(client);
      } catch (IOException e) {
        // Where the client has gone, what it said is the reason.
        broken = Optional.of(e);
      }
      int code = process.waitFor();
      if (code == 0 && broken.isPresent()) {
        throw broken.get();
      }
      if (code != 0) {
        throw new BackupFailed(
            file
                + " could not be restored, and the database has a part of it; empty it before you"
                + " try again. mariadb says: "
                + Files.readString(errors).strip());
      }
    } finally {
      Files.delete(errors);
    }
  }

  private void compare(Manifest manifest) throws SQLException {
    SortedMap<String, Long> found = rows();
    if (!found.equals(manifest.rows())) {
      throw new BackupFailed(
          "the database has other rows than the backup: "
              + found
              + " instead of "
              + manifest.rows()
              + ". Somebody writes to it, or it lost some.");
    }
  }

  private SortedMap<String, Long> rows() throws SQLException {
    SortedMap<String, Long> rows = new TreeMap<>();
    try (Connection connection = database.connect();
        PreparedStatement tables = connection.prepareStatement(TABLES);
        Statement count = connection.createStatement()) {
      tables.setString(1, database.name());
      try (ResultSet table = tables.executeQuery()) {
        while (table.next()) {
          String name = table.getString(1);
          try (ResultSet counted = count.executeQuery("SELECT COUNT(*) FROM `" + name + "`")) {
            counted.next();
            rows.put(name, counted.getLong(1));
          }
        }
      }
    }
    return rows;
  }
}
