package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.proto.ConversationId;
import chat.schema.Database;
import chat.schema.Migration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database of the first version is taken over with everything in it. */
@ExtendWith(Stack.Shared.class)
class MigrationIT {
  private static final String NAME = "chat_first_version";
  private static final long ONE_AND_TWO = ConversationId.ofUsers(1, 2).value();
  private static final long ONE_AND_THREE = ConversationId.ofUsers(1, 3).value();

  @Test
  void takesOverADatabaseOfTheFirstVersion(Stack stack) throws Exception {
    Database chat = stack.processes().database();
    var old = new Database(chat.host(), chat.port(), chat.user(), chat.password(), NAME);
    try (Connection connection = stack.database();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + NAME + " CHARACTER SET utf8mb4");
    }
    try (Connection connection =
            DriverManager.getConnection(
                old.url() + "?allowMultiQueries=true", old.user(), old.password());
        Statement statement = connection.createStatement()) {
      statement.execute(firstVersion());
      assertEquals(5, Migration.apply(old));
      assertEquals(0, Migration.apply(old), "nothing is left to do");
      assertMessages(statement);
      assertCursors(statement);
      assertPeopleAndGroups(statement);
      statement.execute("DROP DATABASE " + NAME);
    }
  }

  /** Sequences without gaps in the order of time, each sender's msg_ids once, no text lost. */
  private static void assertMessages(Statement statement) throws SQLException {
    assertEquals(
        List.of(
            "7|1|2|0|7|first|400|m1",
            "7|2|1|0|7|second|500|g2",
            "7|3|1|0|7|third|600|g3",
            ONE_AND_TWO + "|1|1|2|0|a|100|m1",
            ONE_AND_TWO + "|2|2|1|0|b \"quoted\" \\ % 😀|200|v1-2",
            ONE_AND_TWO + "|3|1|2|0|c|300|v1-3",
            ONE_AND_TWO + "|4|1|2|0|d|300|v1-4"),
        rows(
            statement,
            "SELECT conversation_id, seq, from_id, to_id, group_id, content, timestamp_ms, msg_id"
                + " FROM messages WHERE conversation_id <> "
                + ONE_AND_THREE
                + " ORDER BY conversation_id, seq"));
    assertEquals(
        List.of("1|3|1|0|only \"here\" 你 😀|2026-01-02 03:04:05|v1"),
        rows(
            statement,
            "SELECT seq, from_id, to_id, group_id, content, FROM_UNIXTIME(timestamp_ms DIV 1000),"
                + " LEFT(msg_id, 2) FROM messages WHERE conversation_id = "
                + ONE_AND_THREE));
  }

  /** What was kept for somebody is past their cursor; everything else counts as delivered. */
  private static void assertCursors(Statement statement) throws SQLException {
    assertEquals(
        List.of(
            "1|7|0|3|3",
            "1|" + ONE_AND_TWO + "|0|4|4",
            "1|" + ONE_AND_THREE + "|0|0|0",
            "2|7|0|1|1",
            "2|8|0|0|0",
            "2|" + ONE_AND_TWO + "|0|2|2",
            "3|7|0|3|3",
            "3|" + ONE_AND_THREE + "|0|1|1"),
        rows(
            statement,
            "SELECT user_id, conversation_id, joined_seq, delivered_seq, read_seq FROM cursors"
                + " ORDER BY user_id, conversation_id"));
  }

  private static void assertPeopleAndGroups(Statement statement) throws SQLException {
    assertEquals(
        List.of("1|One|hash-1|user", "2|二 😀|hash-2|user", "3|O'Three|hash-3|user"),
        rows(statement, "SELECT id, name, hashed_pwd, role FROM users ORDER BY id"));
    assertEquals(
        List.of("1|2", "2|1"),
        rows(statement, "SELECT user_id, friend_id FROM friends ORDER BY user_id"));
    assertEquals(
        List.of("7|1|owner", "7|2|member", "7|3|member", "8|2|owner"),
        rows(statement, "SELECT group_id, user_id, role FROM group_members ORDER BY 1, 2"));
    assertEquals(
        List.of("3|not JSON"), rows(statement, "SELECT user_id, payload FROM offline_msgs_v1"));
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new StringJoiner("|");
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static String firstVersion() throws IOException {
    try (var in = MigrationIT.class.getResourceAsStream("/schema/first-version.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
