package chat.service.runtime;

import chat.service.push.PushState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when gRPC is served and the database answers with the schema of this version. Tells of
 * Kafka and Redis, without which the service goes on and pushes are late. Never waits: it says what
 * {@link DatabaseWatch} and the pushes have seen last.
 */
@Readiness
@ApplicationScoped
class ReadyCheck implements HealthCheck {
  @Inject private GrpcServer server;
  @Inject private DatabaseWatch database;
  @Inject private PushState pushes;
  @Inject private ServiceSettings.Source settings;

  @Override
  public HealthCheckResponse call() {
    boolean serving = server.isServing();
    Optional<String> trouble = database.trouble();
    var response =
        HealthCheckResponse.named(settings.name() + "-ready")
            .withData("grpc", serving)
            .withData("database", trouble.isEmpty())
            .status(serving && trouble.isEmpty());
    if (pushes.isNeeded()) {
      response.withData("kafka", state(pushes.isKafkaAway()));
      response.withData("redis", state(pushes.isRedisAway()));
    }
    trouble
        .or(() -> serving ? Optional.empty() : Optional.of(GrpcServer.NOT_SERVING))
        .ifPresent(why -> response.withData("why", why));
    return response.build();
  }

  private static String state(boolean away) {
    return away ? "away" : "there";
  }
}
