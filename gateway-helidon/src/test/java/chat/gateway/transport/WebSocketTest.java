package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebSocketTest {
  private static final String HEARTBEAT = "{\"msgid\":9001}";
  private static final String HEARTBEAT_REPLY = "{\"msgid\":9002,\"errno\":0,\"errmsg\":\"\"}";

  private static Rig rig;
  private static HttpClient client;

  private final Heard heard = new Heard();

  @BeforeAll
  static void start() {
    rig = new Rig(Optional.empty());
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    rig.close();
  }

  /** Writes down what the server says; a close as its code and reason. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        events.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      pings.add("ping");
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      events.add("pong " + UTF_8.decode(message));
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      events.add(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      events.add("error " + error.getMessage());
    }
  }

  @Test
  void linesNeedNoToken() throws Exception {
    WebSocket socket = connect("/ws?dialect=lines");
    socket.sendText(HEARTBEAT, true).join();
    assertEquals(HEARTBEAT_REPLY, next());
    socket.sendText("nonsense", true).join();
    assertEquals("{\"msgid\":0,\"errno\":400,\"errmsg\":\"this is not valid JSON\"}", next());
    socket.sendBinary(ByteBuffer.wrap(HEARTBEAT.getBytes(UTF_8)), true).join();
    assertEquals(HEARTBEAT_REPLY, next());
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    assertEquals("1000 ", next());
  }

  @Test
  void fragmentsMakeOneMessage() throws Exception {
    WebSocket socket = connect("/ws?dialect=lines");
    socket.sendText("", true).join();
    socket.sendText(HEARTBEAT.substring(0, 5), false).join();
    socket.sendPing(ByteBuffer.wrap("p".getBytes(UTF_8))).join();
    assertEquals("pong p", next());
    socket.sendText(HEARTBEAT.substring(5), true).join();
    assertEquals(HEARTBEAT_REPLY, next());
    socket.abort();
  }

  @Test
  void thePageNeedsAToken() throws Exception {
    connect("/ws");
    assertEquals("1008 a token is needed", next());
    connect("/ws?token=x.y.z");
    assertEquals("1008 ", next().substring(0, 5));
    connect("/ws?dialect=lines&token=x.y.z");
    assertEquals("1008 ", next().substring(0, 5));
  }

  @Test
  void anOversizeMessageIsAnsweredAndTheConnectionClosed() throws Exception {
    WebSocket socket = connect("/ws?dialect=lines");
    socket.sendText("x".repeat(20 * Rig.MAX_FRAME_BYTES), true).join();
    assertEquals(
        "{\"msgid\":0,\"errno\":400,\"errmsg\":\"a frame may have at most 2000 bytes\"}", next());
    assertEquals("1009 Payload too large", next());
  }

  @Test
  void theServerPings() throws Exception {
    WebSocket socket = connect("/ws?dialect=lines");
    assertEquals("ping", heard.pings.take());
    socket.abort();
  }

  @Test
  void pongsWithoutALoginAreSilence() throws Exception {
    connect("/ws?dialect=lines");
    assertEquals("{\"msgid\":9003,\"text\":\"nothing was heard of you\"}", next());
    assertEquals("1001 nothing was heard of you", next());
  }

  @Test
  void aRestartIsAnnounced() throws Exception {
    try (var other = new Rig(Optional.empty())) {
      WebSocket socket = connect(other, "/ws?dialect=lines");
      socket.sendText(HEARTBEAT, true).join();
      assertEquals(HEARTBEAT_REPLY, next());
      other.sessions.drain(Duration.ofSeconds(1), Duration.ofMillis(1));
      assertEquals(
          "{\"msgid\":9003,\"text\":\"The server is being restarted.\",\"retry_after_ms\":1}",
          next());
      assertEquals("1000 ", next());
      assertEquals(0, other.sessions.count());
    }
  }

  private String next() throws InterruptedException {
    return heard.events.take();
  }

  private WebSocket connect(String path) {
    return connect(rig, path);
  }

  private WebSocket connect(Rig to, String path) {
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + to.listeners.httpPort() + path), heard)
        .join();
  }
}
