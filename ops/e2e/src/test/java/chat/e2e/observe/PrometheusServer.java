package chat.e2e.observe;

import chat.e2e.client.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A Prometheus of a test's own, as a process, with the project's rules in a hurry: it asks and
 * evaluates once a second, and no alert waits before it fires.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final RestClient api;

  /**
   * Something to ask for metrics.
   *
   * @param job as in the rules
   * @param instance the part's name
   * @param port on this machine
   */
  public record Target(String job, String instance, int port) {}

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.api = new RestClient(port);
  }

  /**
   * Starts one and waits until it answers. Skips the test where none is installed.
   *
   * @param folder for its data and its log; may not exist yet
   */
  public static PrometheusServer start(Path folder, List<Target> targets) throws IOException {
    Path program = Tool.PROMETHEUS.demand();
    RuleFiles.copyHurried(folder.resolve("rules"));
    Path settings = Files.writeString(folder.resolve("prometheus.yml"), settings(targets));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    var server = new PrometheusServer(process, port);
    Awaitility.await().atMost(START).until(server::isReady);
    return server;
  }

  private static String settings(List<Target> targets) {
    return """
    global:
      scrape_interval: 1s
      scrape_timeout: 1s
      evaluation_interval: 1s
      external_labels:
        runbook: https://runbook.test
    rule_files:
      - rules/*.rules.yml
    scrape_configs:
    """
        + targets.stream().collect(Collectors.groupingBy(Target::job)).entrySet().stream()
            .map(job -> job(job.getKey(), job.getValue()))
            .collect(Collectors.joining());
  }

  private static String job(String name, List<Target> targets) {
    return "  - job_name: "
        + name
        + "\n    static_configs:\n"
        + targets.stream()
            .map(
                target ->
                    "      - {targets: ['127.0.0.1:%d'], labels: {instance: %s}}\n"
                        .formatted(target.port(), target.instance()))
            .collect(Collectors.joining());
  }

  /** One that nobody listens at now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("Prometheus has ended; its log says why");
    }
    try {
      return api.get("/-/ready").status() == 200;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ConnectException) {
        return false;
      }
      throw e;
    }
  }

  /** The series that an expression has now. */
  public JsonNode query(String expression) {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = api.get("/api/v1/query?query=" + encoded).json();
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.at("/data/result");
  }

  /** The alerts of this name that fire now. */
  public List<JsonNode> firing(String alert) {
    return api.get("/api/v1/alerts")
        .json()
        .at("/data/alerts")
        .valueStream()
        .filter(each -> each.path("state").asText().equals("firing"))
        .filter(each -> each.at("/labels/alertname").asText().equals(alert))
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
