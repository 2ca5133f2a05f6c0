package chat.service.runtime;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Asks the database once a second, on a thread of the container, whether it answers and its schema
 * is the one of this version. Probes read what it said last: under load a probe that asked itself
 * would wait for a connection like everybody else.
 */
@ApplicationScoped
class DatabaseWatch {
  private static final int PERIOD_SECONDS = 1;
  private static final int TIMEOUT_SECONDS = 2;

  private final LastAnswer answer = new LastAnswer("the database", this::look, System::nanoTime);

  @Resource(lookup = "jdbc/chat")
  private DataSource dataSource;

  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private SchemaCheck schemaCheck;
  @Inject private GrpcServer server;
  private Optional<Future<?>> looks = Optional.empty();

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    looks =
        Optional.of(
            scheduler.scheduleWithFixedDelay(answer::ask, 0, PERIOD_SECONDS, TimeUnit.SECONDS));
  }

  @PreDestroy
  void stop() {
    looks.ifPresent(running -> running.cancel(true));
  }

  /** What keeps the database from being used, as was seen last; does not wait. */
  Optional<String> trouble() {
    return answer.trouble();
  }

  private Optional<String> look() {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.isValid(TIMEOUT_SECONDS)) {
        return Optional.of("the database does not answer");
      }
    } catch (SQLException e) {
      return Optional.of(reason(e));
    }
    if (!schemaCheck.passes()) {
      return Optional.of("the schema is not the one of this version, or was not looked at yet");
    }
    server.rehearsed();
    return Optional.empty();
  }

  // Not the driver's own text, which names the database's host and user.
  private static String reason(SQLException failure) {
    return failure instanceof SQLTransientException
        ? "the database gives no connection in time: it hangs, or all that we may have are in use"
        : "the database cannot be reached";
  }
}
