package chat.gateway.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a gateway listens and what it takes from one client.
 *
 * @param host address to listen on
 * @param tcpPort raw TCP; 0 for any free port
 * @param httpPort page, REST and WebSocket; 0 for any free port
 * @param metricsPort probes and metrics; 0 for any free port
 * @param proxyProtocol whether every connection of a client comes through a proxy that says whose
 *     it is, as the PROXY protocol has it; whoever else reaches the ports can claim any address
 *     then
 * @param tls encrypted twins of the first two; empty for none
 * @param maxFrameBytes of one frame or REST body, 1 KiB to 1 MiB
 * @param connectionsPerAddress open at one time, over all ports, at least 1
 * @param sendBufferBytes what the kernel may hold for one client before a write waits, 4 KiB to 4
 *     MiB; left to itself it holds megabytes for one that does not read
 * @param transfers files on their way at one time, of which one user may have a quarter, 1 to
 *     10,000
 * @param classicPause between two frames to a classic client, at most 1 s
 * @param loginTimeout how long a connection may be without a login and without a whole frame, at
 *     least 1 s
 * @param webSocketTimeout how long a WebSocket may be silent, at least 1 s; it is pinged three
 *     times within that time
 */
public record TransportSettings(
    String host,
    int tcpPort,
    int httpPort,
    int metricsPort,
    boolean proxyProtocol,
    Optional<TlsSettings> tls,
    int maxFrameBytes,
    int connectionsPerAddress,
    int sendBufferBytes,
    int transfers,
    Duration classicPause,
    Duration loginTimeout,
    Duration webSocketTimeout) {

  /**
   * Encrypted ports.
   *
   * @param tcpPort raw TCP
   * @param httpPort page, REST and WebSocket
   * @param certificates PEM file with the chain, the server's own first
   * @param privateKey PEM file with its key, not encrypted
   */
  public record TlsSettings(int tcpPort, int httpPort, Path certificates, Path privateKey) {
    public TlsSettings {
      port("tls-tcp-port", tcpPort);
      port("tls-http-port", httpPort);
    }
  }

  public TransportSettings {
    port("tcp-port", tcpPort);
    port("http-port", httpPort);
    port("metrics-port", metricsPort);
    between("max-frame-bytes", maxFrameBytes, 1_024, 1 << 20);
    between("connections-per-address", connectionsPerAddress, 1, Integer.MAX_VALUE);
    between("send-buffer-bytes", sendBufferBytes, 4_096, 4 << 20);
    between("transfers", transfers, 1, 10_000);
    between("classic-pause", classicPause, Duration.ZERO, Duration.ofSeconds(1));
    between("login-timeout", loginTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    between("web-socket-timeout", webSocketTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  private static void port(String name, int port) {
    between(name, port, 0, 65_535);
  }

  private static <T extends Comparable<T>> void between(String name, T value, T min, T max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ": " + value);
    }
  }
}
