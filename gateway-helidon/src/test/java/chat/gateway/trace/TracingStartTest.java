package chat.gateway.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the environment of a gateway's process makes of its tracing. */
@Timeout(60)
class TracingStartTest {

  @Test
  void oneInAHundredIsTraced() throws Exception {
    assertSampler("ParentBased{root:TraceIdRatioBased{0.010000},", Map.of());
  }

  @Test
  void theShareIsASetting() throws Exception {
    assertSampler(
        "ParentBased{root:TraceIdRatioBased{0.250000},", Map.of("OTEL_TRACES_SAMPLER_ARG", "0.25"));
  }

  @Test
  void theSamplerIsASetting() throws Exception {
    assertSampler(
        "ParentBased{root:AlwaysOnSampler", Map.of("OTEL_TRACES_SAMPLER", "parentbased_always_on"));
  }

  @Test
  void gatewaysAreToldApart() throws Exception {
    assertAttribute("service.name", "chat-gateway", Map.of());
    assertAttribute("service.instance.id", "gateway-1", Map.of());
  }

  @Test
  void gatewaysAreToldApartAlsoWithAttributesOfTheOperators() throws Exception {
    var more = Map.of("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=here");
    assertAttribute("deployment.environment.name", "here", more);
    assertAttribute("service.instance.id", "gateway-1", more);
  }

  @Test
  void anOperatorsOwnNameOfAGatewayStays() throws Exception {
    assertAttribute(
        "service.instance.id",
        "pod-7",
        Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=pod-7"));
  }

  private static void assertSampler(String sampler, Map<String, String> settings) throws Exception {
    String provider = provider(settings);
    assertTrue(provider.contains("sampler=" + sampler), provider);
  }

  private static void assertAttribute(String name, String value, Map<String, String> settings)
      throws Exception {
    String provider = provider(settings);
    assertTrue(provider.contains(name + "=\"" + value + "\""), provider);
  }

  /** What a new process with these settings has, and no others of OpenTelemetry's. */
  private static String provider(Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Started.class.getName())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  /** The process. */
  static final class Started {
    private Started() {}

    public static void main(String[] arguments) {
      SdkTracerProvider provider =
          Tracing.sdk(System.getenv(), "gateway-1", new LateSpans()).getSdkTracerProvider();
      System.out.println("sampler=" + provider.getSampler().getDescription());
      System.out.println(provider);
      System.exit(0);
    }
  }
}
