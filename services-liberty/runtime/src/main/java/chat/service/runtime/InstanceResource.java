package chat.service.runtime;

import chat.proto.TokenClaims;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** {@code GET /admin/SERVICE/instance}: what runs here. For operators' tokens. */
@Path("instance")
@RequestScoped
public class InstanceResource {
  @Inject private ServiceSettings.Source settings;

  /**
   * The answer.
   *
   * @param service its name
   * @param version of the build
   * @param uptimeSeconds since the process started
   */
  public record InstanceReport(String service, String version, long uptimeSeconds) {}

  /** What runs here. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(TokenClaims.ADMIN)
  public InstanceReport report() {
    ServiceSettings read = settings.read();
    Duration uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    return new InstanceReport(read.name(), read.version(), uptime.toSeconds());
  }
}
