package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.RestClient;
import chat.ops.local.Service;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Probes and metrics of gateways and services, and that they are nowhere else. */
@ExtendWith(Stack.Shared.class)
class ProbesIT {
  private static final List<String> HEALTH =
      List.of("/health", "/health/live", "/health/ready", "/health/started");

  @Test
  void everyPartTellsHowItIs(Stack stack) {
    for (int port : ports(stack)) {
      for (String path : HEALTH) {
        RestClient.Answer answer = new RestClient(port).get(path);
        assertEquals(200, answer.status(), () -> port + path + ": " + answer.body());
        assertTrue(answer.body().contains("UP"), () -> port + path + ": " + answer.body());
      }
    }
  }

  @Test
  void everyPartHasMetrics(Stack stack) {
    for (int port : ports(stack)) {
      RestClient.Answer answer = new RestClient(port).get("/metrics");
      assertEquals(200, answer.status(), () -> port + ": " + answer.body());
      assertTrue(answer.body().contains("# TYPE "), () -> port + ": " + answer.body());
    }
  }

  @Test
  void theServicesCountWhatTheirFaultToleranceDoes(Stack stack) {
    try (var requester = stack.lines()) {
      requester.logIn(stack.people().make("ann"));
    }
    String all =
        new RestClient(stack.processes().ports().http(Service.USER)).get("/metrics").body();
    for (String kind : List.of("bulkhead_calls", "circuitbreaker_calls", "retry_calls")) {
      assertTrue(
          all.lines().anyMatch(line -> line.startsWith("ft_" + kind) && line.contains(".Work.")),
          () -> "no " + kind + " of Work in " + all);
    }
  }

  @Test
  void thePublicPortHasNone(Stack stack) {
    for (String path : List.of("/health", "/metrics", "/observe", "/observe/health")) {
      assertEquals(404, stack.rest().get(path).status(), path);
    }
  }

  @Test
  void thePageComesWithAStrictPolicy(Stack stack) {
    RestClient.Answer page = stack.rest().get("/");
    assertEquals(200, page.status());
    String policy = page.response().headers().firstValue("content-security-policy").orElseThrow();
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    for (String path :
        List.of("/main.js", "/style/theme.css", "/texts/simplified.js", "/icon.svg")) {
      assertEquals(200, stack.rest().get(path).status(), path);
    }
    assertEquals(404, stack.rest().get("/nothing.js").status());
    assertEquals(404, stack.rest().get("/api/nothing").status());
  }

  private static List<Integer> ports(Stack stack) {
    return Stream.concat(
            Stream.of(stack.gateway(1).probes(), stack.gateway(2).probes()),
            Stream.of(Service.values()).map(stack.processes().ports()::http))
        .toList();
  }
}
