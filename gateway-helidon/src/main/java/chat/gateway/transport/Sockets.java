package chat.gateway.transport;

import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

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

  /** The client's address without its port. */
  static String address(ConnectionContext context) {
    return context.remotePeer().host();
  }

  /** The client's address and port, for logs. */
  static String remote(ConnectionContext context) {
    return context.remotePeer().host() + ":" + context.remotePeer().port();
  }
}
