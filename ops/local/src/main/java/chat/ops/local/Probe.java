package chat.ops.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks a part, once, whether it is ready. Blocks for two seconds at most. */
@FunctionalInterface
interface Probe {
  int TIMEOUT_MILLIS = 2000;

  /** Whether it answered as it should. A refused or silent connection is a no, not an error. */
  boolean ready();

  /**
   * The probe of a part by its name.
   *
   * @param ports as in {@link Part#ports}
   */
  static Probe of(String part, List<Integer> ports) {
    return switch (part) {
      case StateFile.SUPERVISOR -> () -> true;
      case "mariadb" -> mariadb(ports.getFirst());
      case "redis" -> redis(ports.getFirst());
      case "kafka" -> kafka(ports.getFirst());
      case "consul" -> consul(ports.getFirst());
      case "traces" -> traces(ports.getFirst());
      case "prometheus" -> prometheus(ports.getFirst());
      // A gateway's last port; of a Liberty server's the last one, which is one service's: they
      // share a process.
      default -> http(ports.getLast());
    };
  }

  /** MariaDB greets with a packet of protocol version 10. */
  static Probe mariadb(int port) {
    return () -> answers(port, new byte[0], in -> in.readNBytes(5)[4] == 10);
  }

  /** Redis answers PING with +PONG. */
  static Probe redis(int port) {
    return () -> answers(port, ascii("PING\r\n"), in -> text(in, 5).equals("+PONG"));
  }

  /** Kafka answers ApiVersions (version 0) with the request's number and error 0. */
  static Probe kafka(int port) {
    byte[] request = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};
    return () ->
        answers(
            port,
            request,
            in -> {
              in.readInt();
              return in.readInt() == 1 && in.readShort() == 0;
            });
  }

  /** A gateway or service says 200 to GET /health/ready. */
  static Probe http(int port) {
    return http(port, "/health/ready");
  }

  /** Consul says 200 to a question that needs its leader. */
  static Probe consul(int port) {
    return http(port, "/v1/catalog/nodes");
  }

  /** The receiver of spans says 200. */
  static Probe traces(int port) {
    return http(port, "/health");
  }

  /** Prometheus says 200 when it has read what it had kept. */
  static Probe prometheus(int port) {
    return http(port, "/-/ready");
  }

  private static Probe http(int port, String path) {
    byte[] request =
        ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return () -> answers(port, request, in -> text(in, 12).equals("HTTP/1.1 200"));
  }

  private static boolean answers(int port, byte[] request, Expectation expectation) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      return expectation.meets(new DataInputStream(socket.getInputStream()));
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  /** Reads an answer and judges it. */
  @FunctionalInterface
  interface Expectation {
    boolean meets(DataInputStream answer) throws IOException;
  }
}
