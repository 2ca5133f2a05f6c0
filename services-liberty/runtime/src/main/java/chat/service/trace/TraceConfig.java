package chat.service.trace;

import chat.trace.TraceSettings;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The defaults of OpenTelemetry's settings, for MicroProfile Config; found by the service loader.
 * Each application of a server gets an OpenTelemetry of its own by it, with its own name.
 */
public final class TraceConfig implements ConfigSource {
  private static final int BELOW_THE_APPLICATIONS_OWN = 50;

  private final Map<String, String> properties = TraceSettings.properties(System.getenv());

  @Override
  public int getOrdinal() {
    return BELOW_THE_APPLICATIONS_OWN;
  }

  @Override
  public Map<String, String> getProperties() {
    return properties;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public String getValue(String propertyName) {
    return properties.get(propertyName);
  }

  @Override
  public String getName() {
    return "chat traces";
  }
}
