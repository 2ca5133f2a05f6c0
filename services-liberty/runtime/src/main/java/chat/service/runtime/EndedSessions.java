package chat.service.runtime;

import chat.service.trace.SqlSpan;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Whether a session was ended by a logout. Asks the database once in {@value #KNOWN_SECONDS}
 * seconds and session; so long may a logout at another instance take to be noticed here. Blocks for
 * that query.
 *
 * <p>Fails open: while the database is away a token's signature and expiry are enough, since
 * nothing can be changed without the database anyway. For one second after a failure it is not
 * asked again: whoever checks many sessions in a row must not wait for each of them.
 */
@ApplicationScoped
public class EndedSessions {
  private static final Logger LOG = System.getLogger(EndedSessions.class.getName());
  private static final int KNOWN_SECONDS = 30;
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final String QUERY = "SELECT 1 FROM ended_sessions WHERE session_id = ?";

  private final Cache<String, Boolean> known =
      Caffeine.newBuilder()
          .maximumSize(50_000)
          .expireAfterWrite(Duration.ofSeconds(KNOWN_SECONDS))
          .build();

  private final LongSupplier nanoTime;
  private volatile long awayUntilNanos;

  @Resource(lookup = "jdbc/chat")
  private DataSource dataSource;

  /** For the container, which gives it the data source. */
  public EndedSessions() {
    this(System::nanoTime);
  }

  private EndedSessions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.awayUntilNanos = nanoTime.getAsLong();
  }

  /** Over this data source and clock. */
  EndedSessions(DataSource dataSource, LongSupplier nanoTime) {
    this(nanoTime);
    this.dataSource = dataSource;
  }

  /** Whether the session was ended, as of half a minute ago at most. */
  public boolean contains(String session) {
    Boolean answer = known.getIfPresent(session);
    if (answer != null) {
      return answer;
    }
    if (nanoTime.getAsLong() - awayUntilNanos < 0) {
      return false;
    }
    try {
      boolean ended = isStored(session);
      known.put(session, ended);
      return ended;
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "cannot look up the session, taking it as alive", e);
      awayUntilNanos = nanoTime.getAsLong() + AWAY.toNanos();
      return false;
    }
  }

  /** Notes at once, on this instance, what the caller has stored. */
  public void add(String session) {
    known.put(session, true);
  }

  private boolean isStored(String session) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        SqlSpan span = SqlSpan.begin(QUERY, 1);
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, session);
      try (ResultSet rows = statement.executeQuery()) {
        boolean found = rows.next();
        span.done();
        return found;
      }
    }
  }
}
