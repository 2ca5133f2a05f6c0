package chat.ops.backup;

import chat.schema.Database;
import chat.schema.Migration;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Takes a backup of a database in use: what was committed when it began is in it, and of nothing
 * else a part. Locks nothing and waits for nobody; only migrations must not run meanwhile. Blocks
 * as long as the database takes to be read once.
 */
public final class Backup {
  private static final List<String> OPTIONS =
      List.of(
          "--single-transaction",
          // Row by row: in little memory.
          "--quick",
          "--extended-insert",
          "--hex-blob",
          // Would need the right PROCESS, and says nothing of InnoDB.
          "--no-tablespaces");

  private static final int BUFFER_BYTES = 1 << 16;

  private final Database database;
  private final DatabasePrograms programs;
  private final Clock clock;

  /** A backup of that database with those programs. */
  public Backup(Database database, DatabasePrograms programs, Clock clock) {
    this.database = database;
    this.programs = programs;
    this.clock = clock;
  }

  /**
   * Takes it.
   *
   * @param file made, for its owner only; it is there when it is whole
   * @throws BackupFailed when it cannot be done, or the file exists; then there is no file
   */
  public Manifest take(Path file) throws InterruptedException {
    if (Files.exists(file)) {
      throw new BackupFailed(file + " exists; a backup overwrites nothing.");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Path errors = file.resolveSibling(file.getFileName() + ".errors");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Manifest manifest = write(part, errors);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (SQLException e) {
      throw new BackupFailed("the database cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupFailed(file + " cannot be written: " + e, e);
    } finally {
      delete(part);
      delete(errors);
    }
  }

  private Manifest write(Path part, Path errors)
      throws IOException, SQLException, InterruptedException {
    Instant begun = clock.instant();
    String schema = schema();
    String server = ask("SELECT VERSION()");
    boolean logs = ask("SELECT @@log_bin").equals("1");
    List<String> options = new ArrayList<>(OPTIONS);
    if (logs) {
      options.add("--master-data=2");
    }
    try (var zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES))) {
      zip.putNextEntry(new ZipEntry(Archive.DUMP));
      DumpScanner scanner = new DumpScanner();
      MessageDigest digest = Archive.sha256();
      long bytes = dump(programs.dump(database, options), errors, scanner, digest, zip);
      if (!schema().equals(schema)) {
        throw new BackupFailed("the schema was migrated meanwhile; take the backup again.");
      }
      Manifest manifest =
          new Manifest(
              begun,
              version(),
              server,
              schema,
              bytes,
              HexFormat.of().formatHex(digest.digest()),
              scanner.binlog(),
              scanner.rows());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(Archive.MANIFEST));
      zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      return manifest;
    }
  }

  private static long dump(
      ProcessBuilder program,
      Path errors,
      DumpScanner scanner,
      MessageDigest digest,
      OutputStream to)
      throws IOException, InterruptedException {
    Process process = DatabasePrograms.start(program, errors);
    long bytes = 0;
    try (InputStream from = process.getInputStream()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        scanner.read(buffer, count);
        digest.update(buffer, 0, count);
        to.write(buffer, 0, count);
        bytes += count;
      }
      if (process.waitFor() != 0 || !scanner.isComplete()) {
        throw new BackupFailed("mariadb-dump failed: " + Files.readString(errors).strip());
      }
      return bytes;
    } finally {
      process.destroy();
    }
  }

  private String schema() {
    return Migration.version(database)
        .orElseThrow(
            () -> new BackupFailed(database.url() + " has no schema of this system; it is empty."));
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static String version() {
    return Optional.ofNullable(Backup.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
