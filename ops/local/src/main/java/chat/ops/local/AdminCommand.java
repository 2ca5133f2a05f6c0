package chat.ops.local;

import chat.schema.Database;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes an account an administrator's, as the first one has to be made by who has the database, and
 * writes that into the audit log.
 */
final class AdminCommand {
  private static final String PROMOTE = "UPDATE users SET role = 'admin' WHERE name = ?";
  private static final String AUDIT =
      "INSERT INTO audit_log (at_ms, actor_id, action, subject, detail)"
          + " SELECT ?, id, 'user.role', CONCAT('user:', id), 'admin, by ops/chat'"
          + " FROM users WHERE name = ?";

  private final Command.Admin command;
  private final PrintStream out;

  AdminCommand(Command.Admin command, PrintStream out) {
    this.command = command;
    this.out = out;
  }

  /**
   * Does it, once more without harm.
   *
   * @return the exit code
   * @throws StackFailure when there is no such account, or the database cannot be had
   */
  int run() throws InterruptedException {
    return ChosenDatabase.use(command.where(), out::println, this::promote);
  }

  private int promote(Database database) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement promote = connection.prepareStatement(PROMOTE);
          PreparedStatement audit = connection.prepareStatement(AUDIT)) {
        promote.setString(1, command.name());
        if (promote.executeUpdate() == 0) {
          throw new StackFailure(
              "There is no account " + command.name() + ": register it, then ask again");
        }
        audit.setLong(1, System.currentTimeMillis());
        audit.setString(2, command.name());
        audit.executeUpdate();
        connection.commit();
      }
    } catch (SQLException e) {
      throw new StackFailure("The database refuses: " + e.getMessage(), e);
    }
    out.println(command.name() + " is an administrator from the next login on.");
    return 0;
  }
}
