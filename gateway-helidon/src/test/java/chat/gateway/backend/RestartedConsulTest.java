package chat.gateway.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.discovery.ConsulAddress;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A Consul that restarts and forgets while nobody asks it. A real one cannot be made to do this in
 * between two questions, so this one is a double: it answers as Consul does, with an index.
 */
@Timeout(60)
class RestartedConsulTest {
  private final BlockingQueue<List<Integer>> told = new LinkedBlockingQueue<>();

  @Test
  void nobodyIsTakenForGoneUntilAllCouldRegisterAgain() throws Exception {
    try (var consul = new ConsulDouble();
        var _ = ConsulWatch.start(consul.address(), "chat-user-service", this::told)) {
      consul.becomes(100, 1, 2);
      assertEquals(List.of(1, 2), told.poll(20, TimeUnit.SECONDS));
      consul.becomes(5, 1);
      consul.awaitAnswered(5);
      assertNull(told.poll(3, TimeUnit.SECONDS));
      assertEquals(List.of(1), told.poll(20, TimeUnit.SECONDS));
    }
  }

  private void told(List<Endpoint> endpoints) {
    told.add(endpoints.stream().map(Endpoint::port).sorted().toList());
  }

  /** Answers questions for instances, which wait a moment for news. */
  private static final class ConsulDouble implements AutoCloseable {
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);

    // Guarded by this.
    private long index;
    private String instances = "[]";
    private long answered;

    ConsulDouble() throws IOException {
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/v1/health/service/", this::answer);
      server.start();
    }

    ConsulAddress address() {
      int port = server.getAddress().getPort();
      return new ConsulAddress(URI.create("http://127.0.0.1:" + port), Optional.empty());
    }

    synchronized void becomes(long newIndex, int... ports) {
      index = newIndex;
      instances =
          IntStream.of(ports)
              .mapToObj(ConsulDouble::instance)
              .collect(Collectors.joining(",", "[", "]"));
      notifyAll();
    }

    synchronized void awaitAnswered(long awaited) throws InterruptedException {
      while (answered != awaited) {
        wait();
      }
    }

    private static String instance(int port) {
      return """
          {"Node": {"Node": "n", "Address": "127.0.0.1"}, "Checks": [],
           "Service": {"ID": "s%1$d", "Service": "s", "Tags": [], "Meta": {},
            "Address": "127.0.0.1", "Port": %1$d, "EnableTagOverride": false}}
          """
          .formatted(port);
    }

    private void answer(HttpExchange exchange) throws IOException {
      String query = exchange.getRequestURI().getQuery();
      byte[] body;
      try (exchange) {
        synchronized (this) {
          // It may answer sooner than it is told to.
          long endNanos = System.nanoTime() + 500_000_000;
          while (query.contains("index=" + index) && System.nanoTime() < endNanos) {
            wait(100);
          }
          body = instances.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("X-Consul-Index", String.valueOf(index));
          exchange.getResponseHeaders().set("X-Consul-KnownLeader", "true");
          exchange.getResponseHeaders().set("X-Consul-LastContact", "0");
          answered = index;
          notifyAll();
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
