package chat.gateway.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.nio.charset.StandardCharsets;

/**
 * Upgrades {@code /ws} to a WebSocket. {@code ?dialect=lines} chooses the dialect, {@code ?token=}
 * or an {@code Authorization: Bearer} header says whose it is; whether it may is answered over the
 * WebSocket. Origins are not checked: without the token, which no other site has, nothing can be
 * done that could not be done over TCP.
 */
final class WebSocketUpgrader extends WsUpgrader {
  private static final String PATH = "/ws";
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Transport transport;
  private final WebSocketPings pings;

  WebSocketUpgrader(Transport transport, WebSocketPings pings) {
    super(WsConfig.create());
    this.transport = transport;
    this.pings = pings;
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.uriPath().path().equals(PATH) || !headers.contains(WS_KEY)) {
      return null;
    }
    if (!headers.first(WS_VERSION).orElse(SUPPORTED_VERSION).equals(SUPPORTED_VERSION)) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .message("Unsupported WebSocket version")
          .header(SUPPORTED_VERSION_HEADER)
          .build();
    }
    var request =
        new WebSocketRequest(
            prologue.query().first("dialect").asOptional().filter("lines"::equals).isPresent(),
            prologue
                .query()
                .first("token")
                .asOptional()
                .or(() -> headers.first(HeaderNames.AUTHORIZATION).flatMap(BearerToken::of)),
            new HttpTrace(
                transport.tracing(),
                PATH,
                prologue,
                headers,
                context.isSecure(),
                SWITCHING_PROTOCOLS));
    String response =
        SWITCHING_PROTOCOL_PREFIX
            + hash(context, headers.get(WS_KEY).get())
            + SWITCHING_PROTOCOLS_SUFFIX;
    context.dataWriter().writeNow(BufferData.create(response.getBytes(StandardCharsets.US_ASCII)));
    return new WebSocketConnection(context, transport, pings, request);
  }
}
