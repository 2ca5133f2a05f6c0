package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits per address hold for the client that a proxy names, not for the proxy. */
@Timeout(30)
class ProxyProtocolTest {
  private static final String HEARTBEAT = "{\"msgid\":9001}\n";
  private static final String REPLY = "{\"msgid\":9002,\"errno\":0,\"errmsg\":\"\"}\n";
  private static final String REFUSED = "{\"msgid\":0,\"errno\":429,";
  private static final String ANN = "PROXY TCP4 192.0.2.1 192.0.2.9 40000 7000\r\n";
  private static final String BEN = "PROXY TCP6 2001:db8::2 2001:db8::9 40000 7000\r\n";

  @Test
  void everyClientBehindTheProxyHasConnectionsOfItsOwn() throws IOException {
    List<Socket> open = new ArrayList<>();
    try (var rig = Rig.proxied()) {
      for (int i = 0; i < Rig.CONNECTIONS_PER_ADDRESS; i++) {
        open.add(connect(rig.listeners.tcpPort(), ANN + HEARTBEAT));
        assertEquals(REPLY, read(open.getLast(), REPLY.length()));
      }
      open.add(connect(rig.listeners.tcpPort(), ANN + HEARTBEAT));
      assertEquals(REFUSED, read(open.getLast(), REFUSED.length()));
      open.add(connect(rig.listeners.httpPort(), ANN + "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertEquals("HTTP/1.1 429", read(open.getLast(), 12));
      open.add(connect(rig.listeners.tcpPort(), BEN + HEARTBEAT));
      assertEquals(REPLY, read(open.getLast(), REPLY.length()));
      open.add(connect(rig.listeners.httpPort(), BEN + "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertEquals("HTTP/1.1 200", read(open.getLast(), 12));
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void everyClientBehindTheProxyHasAccountRequestsOfItsOwn() throws IOException {
    String body = "{\"name\":\"x\",\"pwd\":\"y\"}";
    String register =
        "POST /api/register HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (var rig = Rig.proxied()) {
      for (int i = 0; i < Rig.PROXIED_ACCOUNT_REQUESTS; i++) {
        assertEquals("HTTP/1.1 503", answer(rig, ANN + register));
      }
      assertEquals("HTTP/1.1 429", answer(rig, ANN + register));
      assertEquals("HTTP/1.1 503", answer(rig, BEN + register));
    }
  }

  /** Helidon 4.2 does not close such a connection either. */
  @Test
  void whoDoesNotComeThroughTheProxyIsNotHeard() throws IOException {
    try (var rig = Rig.proxied();
        var socket = connect(rig.listeners.tcpPort(), HEARTBEAT)) {
      socket.setSoTimeout(500);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void whatTheProxySaysForItselfCountsAsItsOwn() throws IOException {
    try (var rig = Rig.proxied();
        var socket = connect(rig.listeners.tcpPort(), "PROXY UNKNOWN\r\n" + HEARTBEAT)) {
      assertEquals(REPLY, read(socket, REPLY.length()));
    }
  }

  @Test
  void probesAreAskedWithoutIt() throws IOException {
    try (var rig = Rig.proxied();
        var socket =
            connect(
                rig.listeners.metricsPort(),
                "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
      assertTrue(allOf(socket).startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void nobodyIsBelievedUnlessItIsAskedFor() throws IOException {
    try (var rig = new Rig(Optional.empty());
        var socket = connect(rig.listeners.tcpPort(), ANN)) {
      socket.shutdownOutput();
      assertEquals(
          "{\"msgid\":0,\"errno\":400,\"errmsg\":\"this is not valid JSON\"}\n", allOf(socket));
    }
  }

  private static String answer(Rig rig, String request) throws IOException {
    try (var socket = connect(rig.listeners.httpPort(), request)) {
      return read(socket, 12);
    }
  }

  private static Socket connect(int port, String says) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(says.getBytes(UTF_8));
    return socket;
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static String allOf(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }
}
