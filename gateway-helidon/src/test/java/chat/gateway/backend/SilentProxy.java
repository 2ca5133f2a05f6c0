package chat.gateway.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy that can go silent: the connections that it has then pass nothing any more and stay
 * open, as when a network swallows everything. Later connections work.
 */
final class SilentProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private record Connection(Socket client, Socket part, Silence silence) {}

  private static final class Silence {
    private volatile boolean fallen;
  }

  /** Opens a proxy to a port of this machine. */
  SilentProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getLocalPort());
  }

  /** The connections that there are pass nothing from now on. */
  void goSilent() {
    connections.forEach(connection -> connection.silence.fallen = true);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.client.close();
      connection.part.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        var part = new Socket();
        part.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        var connection = new Connection(client, part, new Silence());
        connections.add(connection);
        Thread.ofVirtual().start(() -> pass(client, part, connection.silence));
        Thread.ofVirtual().start(() -> pass(part, client, connection.silence));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void pass(Socket from, Socket to, Silence silence) {
    byte[] chunk = new byte[8192];
    try {
      for (int size = from.getInputStream().read(chunk);
          size >= 0;
          size = from.getInputStream().read(chunk)) {
        if (!silence.fallen) {
          to.getOutputStream().write(chunk, 0, size);
        }
      }
      to.close();
    } catch (IOException e) {
      // One of the two has ended.
    }
  }
}
