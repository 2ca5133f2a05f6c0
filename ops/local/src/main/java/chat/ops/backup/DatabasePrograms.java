package chat.ops.backup;

import chat.schema.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB's own programs mariadb-dump and mariadb, which talk to a server here or elsewhere.
 *
 * @param directory where they are
 */
public record DatabasePrograms(Path directory) {

  /** Reads a database out; its output is the dump. */
  ProcessBuilder dump(Database database, List<String> options) {
    return program("mariadb-dump", database, options);
  }

  /** Takes statements as its input. */
  ProcessBuilder client(Database database) {
    // Ends at the first statement that fails.
    return program("mariadb", database, List.of("--batch"));
  }

  private ProcessBuilder program(String name, Database database, List<String> options) {
    Path program = directory.resolve(name);
    // The jar that brings them does not keep that bit.
    if (!Files.isExecutable(program) && !program.toFile().setExecutable(true, false)) {
      throw new BackupFailed(program + " cannot be made executable: use \"chmod +x\" on it.");
    }
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    // Reads no settings of the machine; must come first.
    command.add("--no-defaults");
    command.add("--protocol=TCP");
    command.add("--host=" + database.host());
    command.add("--port=" + database.port());
    command.add("--user=" + database.user());
    // As the services' own connections.
    command.add("--skip-ssl");
    command.add("--default-character-set=utf8mb4");
    command.addAll(options);
    command.add(database.name());
    ProcessBuilder builder = new ProcessBuilder(command);
    // Not on the command line, which everybody can read.
    builder.environment().put("MYSQL_PWD", database.password());
    return builder;
  }

  /** Starts it; what it says of errors goes to that file. */
  static Process start(ProcessBuilder program, Path errors) {
    try {
      return program.redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new BackupFailed(program.command().getFirst() + " does not run here: " + e, e);
    }
  }
}
