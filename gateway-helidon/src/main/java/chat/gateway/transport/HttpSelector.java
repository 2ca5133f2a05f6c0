package chat.gateway.transport;

import chat.gateway.dialect.Json;
import chat.gateway.session.ConnectionNumber;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * HTTP with a limit of connections per address.
 *
 * @param http understands HTTP/1.1, and upgrades to WebSocket
 * @param addresses counts the connections
 */
record HttpSelector(ServerConnectionSelector http, AddressLimit addresses)
    implements ServerConnectionSelector {
  private static final byte[] REFUSAL = refusal();

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Counted(http.connection(context), context, addresses);
  }

  private static byte[] refusal() {
    byte[] body =
        Json.object(
            json -> {
              json.writeBooleanField("success", false);
              json.writeStringField("message", "there are too many connections from your address");
            });
    String head =
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: 5\r\n"
            + "Connection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  /** A connection that counts while it is handled. */
  private record Counted(
      ServerConnection connection, ConnectionContext context, AddressLimit addresses)
      implements ServerConnection {

    @Override
    public void handle(Limit limit) throws InterruptedException {
      String address = Sockets.address(context);
      if (!addresses.enter(address)) {
        context.dataWriter().writeNow(BufferData.create(REFUSAL));
        return;
      }
      try {
        ConnectionNumber.with(() -> connection.handle(limit));
      } finally {
        addresses.leave(address);
      }
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }
}
