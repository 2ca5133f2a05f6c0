package chat.ops.check;

import chat.ops.check.history.CursorMove;
import chat.ops.check.history.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at all cursors of the run's people, twice a second, and notes those that are lower than
 * before. Looks while the database is away come to nothing. One thread runs {@link #run}; {@link
 * #look} after it has ended.
 */
final class CursorSampler implements Runnable {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final List<String> VALUES = List.of("joined_seq", "delivered_seq", "read_seq");
  private static final String CURSORS =
      "SELECT user_id, conversation_id, joined_seq, delivered_seq, read_seq FROM cursors"
          + " WHERE user_id BETWEEN ? AND ?";

  private final Table table;
  private final History history;
  private final Map<Key, Long> highest = new HashMap<>();

  private record Key(int userId, long conversationId, String value) {}

  CursorSampler(Table table, History history) {
    this.table = table;
    this.history = history;
  }

  /** Goes on until it is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD);
        look();
      } catch (SQLException e) {
        // The database is away, as it sometimes must be here.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Looks once. */
  void look() throws SQLException {
    int seen = 0;
    List<CursorMove> lower = new ArrayList<>();
    try (Connection connection = table.database().connect();
        PreparedStatement statement = connection.prepareStatement(CURSORS)) {
      statement.setInt(1, table.firstId());
      statement.setInt(2, table.lastId());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          for (String value : VALUES) {
            seen++;
            var key = new Key(rows.getInt(1), rows.getLong(2), value);
            long now = rows.getLong(value);
            long before = highest.merge(key, now, Math::max);
            if (now < before) {
              lower.add(new CursorMove(key.userId(), key.conversationId(), value, before, now));
            }
          }
        }
      }
    }
    history.sampled(seen, lower);
  }
}
