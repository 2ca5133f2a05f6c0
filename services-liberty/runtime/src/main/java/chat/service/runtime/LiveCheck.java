package chat.service.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Startup;

/** Alive and started as long as the gRPC server serves; says nothing about the database. */
@Liveness
@Startup
@ApplicationScoped
class LiveCheck implements HealthCheck {
  @Inject private GrpcServer server;
  @Inject private ServiceSettings.Source settings;

  @Override
  public HealthCheckResponse call() {
    boolean serving = server.isServing();
    var response = HealthCheckResponse.named(settings.name() + "-grpc").status(serving);
    if (!serving) {
      response.withData("why", GrpcServer.NOT_SERVING);
    }
    return response.build();
  }
}
