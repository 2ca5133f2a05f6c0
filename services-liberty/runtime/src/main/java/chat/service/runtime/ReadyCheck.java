package chat.service.runtime;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when gRPC is served, the database answers within {@value #TIMEOUT_SECONDS} seconds, and its
 * schema is the one of this version.
 */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {
  private static final int TIMEOUT_SECONDS = 2;

  @Resource(lookup = "jdbc/chat")
  private DataSource dataSource;

  @Inject private GrpcServer server;
  @Inject private SchemaCheck schemaCheck;
  @Inject private ServiceSettings.Source settings;

  @Override
  public HealthCheckResponse call() {
    boolean serving = server.isServing();
    boolean database = databaseAnswers();
    boolean schema = database && schemaCheck.passes();
    return HealthCheckResponse.named(settings.read().name() + "-ready")
        .withData("grpc", serving)
        .withData("database", database)
        .withData("schema", schema)
        .status(serving && schema)
        .build();
  }

  private boolean databaseAnswers() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(TIMEOUT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
