package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway's process that ends as soon as it has its settings: one of them is wrong. */
@Timeout(60)
class GatewayMainTest {
  private static final Map<String, String> CANNOT_START =
      Map.of("JWT_SECRET", "0123456789abcdef0123456789abcdef", "JAEGER_ENDPOINT", "not an address");
  private static final String WHY =
      "the gateway cannot start: JAEGER_ENDPOINT must be like http://HOST:4317: not an address";

  @Test
  void aLineOfTheLogIsText() throws Exception {
    String line = lastLine(Map.of());
    assertTrue(line.endsWith(" SEVERE chat.gateway.GatewayMain: " + WHY), line);
  }

  @Test
  void aLineOfTheLogIsJsonWhereThatIsWanted() throws Exception {
    JsonNode line = new ObjectMapper().readTree(lastLine(Map.of("LOG_FORMAT", "json")));
    assertEquals("SEVERE", line.get("level").textValue());
    assertEquals("chat.gateway.GatewayMain", line.get("logger").textValue());
    assertEquals(WHY, line.get("message").textValue());
  }

  private static String lastLine(Map<String, String> settings) throws Exception {
    Map<String, String> environment = new HashMap<>(CANNOT_START);
    environment.putAll(settings);
    List<String> lines = JavaProcess.run(GatewayMain.class, environment, 1).lines().toList();
    return lines.getLast();
  }
}
