package chat.gateway.backend;

import static org.awaitility.Awaitility.await;

import chat.discovery.ConsulAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Consul agent of its own, which keeps nothing when it ends. */
final class RealConsul implements AutoCloseable {
  private static final Path FIND = Path.of("../ops/local/software/consul.sh");

  private final String program;
  private final List<Integer> ports = freePorts(4);
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  /** Starts it and waits until it answers. */
  RealConsul() throws Exception {
    program = find();
    start();
  }

  ConsulAddress address() {
    return new ConsulAddress(URI.create("http://127.0.0.1:" + ports.getFirst()), Optional.empty());
  }

  void start() throws Exception {
    process =
        new ProcessBuilder(
                program,
                "agent",
                "-dev",
                "-http-port=" + ports.get(0),
                "-server-port=" + ports.get(1),
                "-serf-lan-port=" + ports.get(2),
                "-serf-wan-port=" + ports.get(3),
                "-dns-port=-1",
                "-grpc-port=-1",
                "-log-level=warn")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    // The agent registers its own machine last.
    await().until(() -> !process.isAlive() || get("/v1/catalog/nodes").contains("Node"));
    if (!process.isAlive()) {
      throw new IllegalStateException(program + " ended: " + process.exitValue());
    }
  }

  /** Ends it at once; what it knew is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The answer to a GET; empty when there is none. */
  String get(String path) throws InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(address() + path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }

  private static String find() throws Exception {
    Process finding = new ProcessBuilder("bash", FIND.toString()).start();
    String said = new String(finding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String reason = new String(finding.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (finding.waitFor() != 0) {
      throw new IllegalStateException("This test needs Consul. " + reason);
    }
    return said.strip();
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return free;
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
