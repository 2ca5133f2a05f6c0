package chat.trace;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go, by the environment: nowhere, unless {@code OTEL_EXPORTER_OTLP_ENDPOINT} (or the
 * same for traces only) or {@code JAEGER_ENDPOINT} is set. All else is OpenTelemetry's own settings
 * ({@code OTEL_*}), with these defaults: of what begins here one in a hundred is traced, and
 * metrics and logs are not sent.
 */
public final class TraceSettings {
  /** From which duration on something is kept though it was not among those in a hundred. */
  public static final String SLOW = "TRACE_SLOW";

  /** Its default, ISO 8601. */
  public static final String DEFAULT_SLOW = "PT1S";

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String JAEGER = "JAEGER_ENDPOINT";
  private static final String DISABLED = "OTEL_SDK_DISABLED";
  private static final String OLD_PATH = "/api/traces";
  private static final int OTLP_GRPC_PORT = 4317;
  private static final int OTLP_HTTP_PORT = 4318;

  private TraceSettings() {}

  /** Whether anything is traced. */
  public static boolean isOn(Map<String, String> environment) {
    return !"true".equalsIgnoreCase(environment.get(DISABLED))
        && (isSet(environment, ENDPOINT)
            || isSet(environment, TRACES_ENDPOINT)
            || isSet(environment, JAEGER));
  }

  /**
   * The defaults, under the names of OpenTelemetry's properties. Variables of the environment go
   * before them.
   *
   * @throws IllegalArgumentException when JAEGER_ENDPOINT is no address
   */
  public static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.sdk.disabled", String.valueOf(!isOn(environment)));
    properties.put("otel.traces.sampler", "parentbased_traceidratio");
    properties.put("otel.traces.sampler.arg", "0.01");
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    properties.put("otel.propagators", "tracecontext");
    if (!isSet(environment, ENDPOINT) && isSet(environment, JAEGER)) {
      URI otlp = otlp(environment.get(JAEGER));
      properties.put("otel.exporter.otlp.endpoint", otlp.toString());
      properties.put(
          "otel.exporter.otlp.protocol",
          otlp.getPort() == OTLP_HTTP_PORT ? "http/protobuf" : "grpc");
    }
    return properties;
  }

  /** What an operator should know about the settings. */
  public static Optional<String> notice(Map<String, String> environment) {
    return isSet(environment, JAEGER) && environment.get(JAEGER).endsWith(OLD_PATH)
        ? Optional.of(
            "JAEGER_ENDPOINT names a port that Jaeger has no more; traces go to "
                + otlp(environment.get(JAEGER)))
        : Optional.empty();
  }

  private static URI otlp(String jaeger) {
    URI given;
    try {
      given = URI.create(jaeger.strip());
    } catch (IllegalArgumentException e) {
      throw notAnAddress(jaeger, e);
    }
    if (given.getHost() == null) {
      throw notAnAddress(jaeger, null);
    }
    boolean old = OLD_PATH.equals(given.getPath()) || given.getPort() < 0;
    return URI.create(
        given.getScheme()
            + "://"
            + given.getHost()
            + ":"
            + (old ? OTLP_GRPC_PORT : given.getPort()));
  }

  private static IllegalArgumentException notAnAddress(String text, Throwable cause) {
    return new IllegalArgumentException(JAEGER + " must be like http://HOST:4317: " + text, cause);
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
