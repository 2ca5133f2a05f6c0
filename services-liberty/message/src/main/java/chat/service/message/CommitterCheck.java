package chat.service.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as the committer's thread runs; without it no message is ever written again. */
@Liveness
@ApplicationScoped
class CommitterCheck implements HealthCheck {
  @Inject private Committer committer;

  @Override
  public HealthCheckResponse call() {
    boolean ended = committer.ended();
    var response = HealthCheckResponse.named("message-committer").status(!ended);
    if (ended) {
      response.withData("why", "the thread that writes messages has ended");
    }
    return response.build();
  }
}
