package chat.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database has. */
final class Rows {
  private Rows() {}

  /** The first column of all rows. */
  static List<Integer> numbers(Stack stack, String query) {
    return texts(stack, query).stream().map(Integer::valueOf).toList();
  }

  /** The first column of the only row. */
  static String text(Stack stack, String query) {
    List<String> rows = texts(stack, query);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows: " + query);
    }
    return rows.getFirst();
  }

  /** Changes something; how many rows. */
  static int change(Stack stack, String statement) {
    try (Connection database = stack.database();
        Statement change = database.createStatement()) {
      return change.executeUpdate(statement);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> texts(Stack stack, String query) {
    List<String> found = new ArrayList<>();
    try (Connection database = stack.database();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
