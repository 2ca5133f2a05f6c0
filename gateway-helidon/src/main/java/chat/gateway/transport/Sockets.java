package chat.gateway.transport;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.http.ServerRequest;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** What TCP and WebSocket connections do with their socket. */
final class Sockets {
  private static final Logger LOGGER = System.getLogger(Sockets.class.getName());

  private Sockets() {}

  /** Closes the socket, from any thread; a read that is under way ends with an exception. */
  static void close(ConnectionContext context) {
    try {
      context.serverSocket().close();
    } catch (UncheckedIOException e) {
      LOGGER.log(Level.DEBUG, "closing the socket of " + remote(context) + " failed", e);
    }
  }

  /** The client's address without its port; behind a proxy, the one that the proxy names. */
  static String address(ConnectionContext context) {
    return address(context.proxyProtocolData(), context.remotePeer());
  }

  /** The client's address without its port; behind a proxy, the one that the proxy names. */
  static String address(ServerRequest request) {
    return address(request.proxyProtocolData(), request.remotePeer());
  }

  /** The client's address and port, for logs. */
  static String remote(ConnectionContext context) {
    int port =
        named(context.proxyProtocolData())
            .map(ProxyProtocolData::sourcePort)
            .orElse(context.remotePeer().port());
    return address(context) + ":" + port;
  }

  private static String address(Optional<ProxyProtocolData> proxied, PeerInfo peer) {
    return named(proxied).map(ProxyProtocolData::sourceAddress).orElse(peer.host());
  }

  /** Without an address where the proxy speaks for itself, as when it asks whether we are well. */
  private static Optional<ProxyProtocolData> named(Optional<ProxyProtocolData> proxied) {
    return proxied.filter(data -> !data.sourceAddress().isEmpty());
  }
}
