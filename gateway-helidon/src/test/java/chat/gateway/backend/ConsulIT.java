package chat.gateway.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.discovery.Registrar;
import chat.discovery.Registration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Registering with a real Consul, and watching what it knows. */
@Timeout(90)
class ConsulIT {
  private static final String NAME = "chat-message-service";
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(20);

  /** A minute of failing, and Consul looks every 30 s. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private final BlockingQueue<List<Endpoint>> told = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final RealConsul consul = new RealConsul();
  private final Probe probe = new Probe();

  ConsulIT() throws Exception {}

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    probe.close();
    consul.close();
  }

  @Test
  void instancesThatComeAndGoAreToldAtOnce() throws Exception {
    Registrar first = registrar(1);
    first.tick();
    watch();
    expect(SOON, 1);
    Registrar second = registrar(2);
    second.tick();
    expect(AT_ONCE, 1, 2);
    first.close();
    expect(AT_ONCE, 2);
  }

  @Test
  void anInstanceThatIsNotReadyLeavesAndComesBack() throws Exception {
    try (var lasting = new Probe();
        var failing = new Probe()) {
      registrar(1, lasting).tick();
      registrar(2, failing).tick();
      watch();
      expect(SOON, 1, 2);
      failing.status = 503;
      expect(SOON, 1);
      failing.status = 200;
      expect(SOON, 1, 2);
    }
  }

  @Test
  void whileConsulIsAwayAndForgetfulNobodyIsTakenForGone() throws Exception {
    Registrar first = registrar(1);
    Registrar second = registrar(2);
    first.tick();
    second.tick();
    watch();
    expect(SOON, 1, 2);
    consul.kill();
    first.tick();
    consul.start();
    first.tick();
    assertNothingTold(Duration.ofSeconds(3));
    // The second one has really gone meanwhile.
    expect(SOON, 1);
    registrar(3).tick();
    expect(AT_ONCE, 1, 3);
  }

  @Test
  void anEmptyAnswerChangesNothing() throws Exception {
    Registrar only = registrar(1);
    only.tick();
    watch();
    expect(SOON, 1);
    only.close();
    assertNothingTold(Duration.ofSeconds(2));
    registrar(2).tick();
    expect(AT_ONCE, 2);
  }

  @Test
  void whoeverRegistersTellsEverything() throws Exception {
    registrar(1).tick();
    JsonNode entry = json("/v1/health/service/" + NAME).get(0);
    JsonNode service = entry.get("Service");
    assertEquals(NAME + "-127.0.0.1-1", service.get("ID").textValue());
    assertEquals("127.0.0.1", service.get("Address").textValue());
    assertEquals(1, service.get("Port").intValue());
    assertEquals("grpc", service.at("/Tags/0").textValue());
    assertEquals("1.2.3", service.at("/Meta/version").textValue());
    JsonNode check = json("/v1/health/checks/" + NAME).get(0);
    assertEquals("passing", check.get("Status").textValue());
  }

  /** Consul shows nobody when it will forget what: one has to see it. */
  @Test
  @Tag("long")
  @Timeout(240)
  void whoeverHasDiedIsForgotten() throws Exception {
    registrar(1).tick();
    probe.close();
    await()
        .atMost(FORGOTTEN)
        .untilAsserted(() -> assertEquals(0, json("/v1/health/service/" + NAME).size()));
  }

  @Test
  void aPartWithoutAnAddressOfItsOwnIsReachedAtItsAgents() throws Exception {
    var registrar =
        new Registrar(
            consul.address(),
            new Registration(NAME, Optional.empty(), 5, probe.port(), "1.2.3", List.of()));
    open.add(registrar);
    registrar.tick();
    watch();
    expect(SOON, 5);
  }

  @Test
  void whatNobodyCanCallIsPassedOver() throws Exception {
    registrar(0).tick();
    registrar(1).tick();
    watch();
    expect(SOON, 1);
  }

  @Test
  void aConsulThatForgotIsToldAgain() throws Exception {
    Registrar registrar = registrar(1);
    registrar.tick();
    consul.kill();
    registrar.tick();
    consul.start();
    assertEquals(0, json("/v1/health/service/" + NAME).size());
    registrar.tick();
    assertEquals(1, json("/v1/health/service/" + NAME).size());
  }

  @Test
  void whoeverHasLeftStaysAway() throws Exception {
    Registrar registrar = registrar(1);
    registrar.tick();
    registrar.close();
    registrar.tick();
    assertEquals(0, json("/v1/health/service/" + NAME).size());
  }

  @Test
  void withoutConsulNothingFailsAndClosingDoesNotWait() throws Exception {
    Registrar registrar = registrar(1);
    registrar.tick();
    var watch = watch();
    expect(SOON, 1);
    consul.kill();
    long begunNanos = System.nanoTime();
    registrar.tick();
    registrar.close();
    watch.close();
    assertFalse(System.nanoTime() - begunNanos > SOON.toNanos());
  }

  private ConsulWatch watch() {
    var watch = ConsulWatch.start(consul.address(), NAME, told::add);
    open.add(watch);
    return watch;
  }

  private Registrar registrar(int port) {
    return registrar(port, probe);
  }

  private Registrar registrar(int port, Probe ready) {
    var registrar =
        new Registrar(
            consul.address(),
            new Registration(
                NAME, Optional.of("127.0.0.1"), port, ready.port(), "1.2.3", List.of("grpc")));
    open.add(registrar);
    return registrar;
  }

  private void expect(Duration within, int... ports) throws Exception {
    List<Endpoint> next = told.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    assertFalse(next == null, () -> "nothing told within " + within);
    assertEquals(
        IntStream.of(ports).boxed().toList(), next.stream().map(Endpoint::port).sorted().toList());
  }

  private void assertNothingTold(Duration during) throws Exception {
    assertEquals(null, told.poll(during.toMillis(), TimeUnit.MILLISECONDS));
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(consul.get(path));
  }

  /** Says whether a part is ready. */
  private static final class Probe implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 200;

    Probe() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      server.createContext(
          "/health/ready",
          exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
