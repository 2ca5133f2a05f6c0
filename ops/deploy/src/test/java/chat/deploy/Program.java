package chat.deploy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The programs that are deployed, and what each really reads and opens, found in its sources.
 * Nothing is repeated here by hand but what an environment gives by itself.
 */
enum Program {
  GATEWAY("chat-gateway"),
  USER("chat-user-service"),
  SOCIAL("chat-social-service"),
  MESSAGE("chat-message-service"),
  MIGRATION("chat-migration");

  /**
   * What the virtual machine, Liberty, the C library and the images' entry points read themselves.
   */
  private static final Set<String> SURROUNDINGS = Set.of("JAVA_TOOL_OPTIONS", "TZ");

  private static final Set<String> SERVER_SURROUNDINGS =
      Set.of(
          "JVM_ARGS",
          "LOG_FORMAT",
          "LOG_DIR",
          "WLP_LOGGING_CONSOLE_FORMAT",
          "WLP_LOGGING_CONSOLE_LOGLEVEL",
          "WLP_OUTPUT_DIR",
          "keystore_password");

  private final String image;

  Program(String image) {
    this.image = image;
  }

  /** The name of its image, without registry and tag. */
  String image() {
    return image;
  }

  /** Whether it is a Liberty server. */
  boolean isServer() {
    return switch (this) {
      case USER, SOCIAL, MESSAGE -> true;
      case GATEWAY, MIGRATION -> false;
    };
  }

  /** The names of the settings that are its own, with the text of their defaults. */
  Map<String, String> settings() {
    return switch (this) {
      case GATEWAY -> GatewaySources.settings();
      case USER, SOCIAL, MESSAGE -> ServiceSources.settings(label());
      case MIGRATION -> MigrationSources.settings();
    };
  }

  /** Whether a variable of its environment means anything to it. */
  boolean reads(String variable) {
    return settings().containsKey(variable)
        || SURROUNDINGS.contains(variable)
        || (this != MIGRATION && variable.startsWith("OTEL_"))
        || (isServer() && SERVER_SURROUNDINGS.contains(variable));
  }

  /** The ports that it opens where nothing is set, by the names of their settings. */
  Map<String, Integer> ports() {
    return switch (this) {
      case GATEWAY -> GatewaySources.ports();
      case USER, SOCIAL, MESSAGE -> ServiceSources.ports(label());
      case MIGRATION -> Map.of();
    };
  }

  /** The setting of the port that answers probes and has the metrics. */
  String probePort() {
    return this == GATEWAY ? "METRICS_PORT" : name() + "_HTTP_PORT";
  }

  /** The paths at which it answers probes. */
  Map<Probe, String> probes() {
    return switch (this) {
      case GATEWAY -> GatewaySources.probes();
      case USER, SOCIAL, MESSAGE -> ServiceSources.probes();
      case MIGRATION -> Map.of();
    };
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What can be asked of a program. */
  enum Probe {
    STARTED("STARTUP", "@Startup"),
    LIVE("LIVENESS", "@Liveness"),
    READY("READINESS", "@Readiness");

    private final String helidonType;
    private final String annotation;

    Probe(String helidonType, String annotation) {
      this.helidonType = helidonType;
      this.annotation = annotation;
    }

    /** As Helidon calls such checks. */
    String helidonType() {
      return helidonType;
    }

    /** As MicroProfile calls them. */
    String annotation() {
      return annotation;
    }

    /** Where both have them, below {@code /health}. */
    String lastPart() {
      return "/" + name().toLowerCase(Locale.ROOT);
    }
  }
}
