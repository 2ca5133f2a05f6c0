package chat.service.runtime;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The REST side of a service, below the WAR's context root {@code /admin/SERVICE}. server.xml's
 * {@code mpJwt} checks the callers' tokens.
 */
@ApplicationPath("/")
@ApplicationScoped
public class AdminApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(InstanceResource.class);
  }
}
