package chat.discovery;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Consul is told about one running part.
 *
 * @param service its name, see {@link ServiceNames}
 * @param address under which others reach it; without one they take that of Consul's agent, which
 *     then runs on the same machine
 * @param port on which it is called
 * @param probePort on which {@code GET /health/ready} says 200 while it is ready
 * @param version of the build
 * @param tags what others may choose by
 */
public record Registration(
    String service,
    Optional<String> address,
    int port,
    int probePort,
    String version,
    List<String> tags) {
  private static final int ANY_PORT = 9;

  /** Copies the tags. */
  public Registration {
    tags = List.copyOf(tags);
  }

  /** The same after every start on the same place, so that a part that died leaves no twin. */
  public String id() {
    return address
        .map(host -> service + "-" + host + "-" + port)
        .orElseGet(() -> service + "-" + port);
  }

  /** Where Consul's agent asks whether it is ready. */
  String probeUrl() {
    String host = address.orElse("127.0.0.1");
    return "http://%s:%d/health/ready"
        .formatted(host.contains(":") ? "[" + host + "]" : host, probePort);
  }

  Map<String, String> metadata() {
    return Map.of("version", version);
  }

  /**
   * The address under which others reach this machine: what was set; else the one that the part
   * listens on, if it is one; else the one from which Consul is reached. None when that is only
   * good on this machine.
   *
   * @param set by hand; empty for nothing
   * @param listening on which the part listens; a wildcard such as 0.0.0.0 says nothing
   */
  public static Optional<String> reachableAddress(
      String set, String listening, ConsulAddress consul) {
    if (!set.isBlank()) {
      return Optional.of(set.strip());
    }
    if (!isWildcard(listening)) {
      return Optional.of(listening);
    }
    // Nothing is sent: connecting only chooses the way.
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(consul.url().getHost(), ANY_PORT));
      InetAddress local = socket.getLocalAddress();
      return local.isLoopbackAddress() || local.isAnyLocalAddress()
          ? Optional.empty()
          : Optional.of(local.getHostAddress());
    } catch (SocketException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean isWildcard(String address) {
    return List.of("", "*", "0.0.0.0", "::", "[::]").contains(address.strip());
  }
}
