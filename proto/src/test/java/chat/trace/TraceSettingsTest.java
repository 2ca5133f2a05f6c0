package chat.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceSettingsTest {

  @Test
  void nothingIsTracedUnlessSomebodyIsThereToTakeIt() {
    assertFalse(TraceSettings.isOn(Map.of()));
    assertFalse(TraceSettings.isOn(Map.of("JAEGER_ENDPOINT", " ")));
    assertTrue(TraceSettings.isOn(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4317")));
    assertTrue(TraceSettings.isOn(Map.of("JAEGER_ENDPOINT", "http://a")));
    assertFalse(
        TraceSettings.isOn(
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a", "OTEL_SDK_DISABLED", "true")));
  }

  @Test
  void anOldJaegerAddressMeansOtlpAtThatHost() {
    var old = Map.of("JAEGER_ENDPOINT", "http://jaeger:14268/api/traces");
    assertEquals(
        "http://jaeger:4317", TraceSettings.properties(old).get("otel.exporter.otlp.endpoint"));
    assertTrue(TraceSettings.notice(old).orElseThrow().contains("http://jaeger:4317"));
  }

  @Test
  void aJaegerAddressMayNameAnOtlpPort() {
    var http = TraceSettings.properties(Map.of("JAEGER_ENDPOINT", "http://jaeger:4318"));
    assertEquals("http://jaeger:4318", http.get("otel.exporter.otlp.endpoint"));
    assertEquals("http/protobuf", http.get("otel.exporter.otlp.protocol"));
    var grpc = TraceSettings.properties(Map.of("JAEGER_ENDPOINT", "http://jaeger:4317"));
    assertEquals("grpc", grpc.get("otel.exporter.otlp.protocol"));
    assertTrue(TraceSettings.notice(Map.of("JAEGER_ENDPOINT", "http://jaeger:4317")).isEmpty());
  }

  @Test
  void openTelemetrysOwnAddressGoesBeforeJaegers() {
    var both =
        Map.of(
            "JAEGER_ENDPOINT", "http://jaeger", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317");
    assertFalse(TraceSettings.properties(both).containsKey("otel.exporter.otlp.endpoint"));
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String bad : new String[] {"jaeger", "http://", "http://a b"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> TraceSettings.properties(Map.of("JAEGER_ENDPOINT", bad)),
          bad);
    }
  }
}
