package chat.e2e.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ops/monitor.sh and a gateway that is not well: one in this process, and an ops/chat that names
 * it.
 */
class MonitorTest {
  private static final String METRICS =
      """
      # TYPE chat_gateway_instances_ejected gauge
      chat_gateway_instances_ejected{scope="application",service="user",} 1.0
      chat_gateway_instances_ejected{scope="application",service="social",} 0.0
      chat_gateway_push_lag_records{scope="application",} NaN
      chat_gateway_send_to_ack_seconds_bucket{scope="application",le="0.01",} 90.0
      chat_gateway_send_to_ack_seconds_bucket{scope="application",le="1.0",} 100.0
      chat_gateway_send_to_ack_seconds_bucket{scope="application",le="+Inf",} 100.0
      chat_gateway_send_to_ack_seconds_count{scope="application",} 100.0
      """;

  @TempDir Path ops;
  private HttpServer gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/health/ready", 503, "{\"status\":\"DOWN\"}");
    answer("/health", 503, "{\"why\":\"the user service cannot be reached\"}");
    answer("/metrics", 200, METRICS);
    gateway.start();
    for (String file : new String[] {"monitor.sh", "figures.awk"}) {
      Files.copy(Path.of("..", file), ops.resolve(file));
    }
    Path chat =
        Files.writeString(
            ops.resolve("chat"),
            """
            #!/bin/sh
            [ "$1" = logs ] && echo "ERROR something is wrong" && exit
            echo '[{"name":"mariadb","state":"running","ports":[3306]},'
            echo ' {"name":"gateway-1","state":"running","pid":1,"ports":[7000,3000,%d]}]'
            """
                .formatted(gateway.getAddress().getPort()));
    assertTrue(chat.toFile().setExecutable(true));
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void whoIsNotReadySaysWhy() throws Exception {
    var health = monitor(1, "health");
    assertTrue(health.matches("(?s)gateway-1 +NOT READY\\n.*the user service cannot.*"), health);
  }

  @Test
  void whatShouldNotBeIsMarked() throws Exception {
    String figures = monitor(0, "metrics");
    assertTrue(figures.matches("(?s).*instances ejected +1 !\\n.*"), figures);
    assertTrue(figures.matches("(?s).*frame to acknowledgement, 99 of 100 +<= 1000 ms !\\n.*"));
    assertTrue(!figures.contains("records behind"), "NaN is no number: " + figures);
    String trouble = monitor(1, "troubleshoot");
    assertTrue(trouble.contains("gateway-1:   instances ejected"), trouble);
    assertTrue(trouble.contains("gateway-1: ERROR something is wrong"), trouble);
  }

  private void answer(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    gateway.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private String monitor(int exitCode, String command) throws Exception {
    Process process =
        new ProcessBuilder(ops.resolve("monitor.sh").toString(), "--on", "local", command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), output);
    return output;
  }
}
