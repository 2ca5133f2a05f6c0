package chat.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.LoggedLines;
import chat.gateway.trace.RecordedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose calls over HTTP are, in traces and logs; every call is slow. */
class RestTraceTest extends HttpRig {
  RestTraceTest() throws Exception {
    super(
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        spans -> spans.tracing(Sampler.alwaysOn(), Duration.ZERO));
  }

  @Test
  void aCallSaysWhoCallsAndOnWhichConnection() throws Exception {
    String line;
    try (var log = LoggedLines.of("chat.gateway.trace.SlowLog")) {
      send(request("/api/friends").header("Authorization", "Bearer " + services.token(ME)).GET());
      await().until(() -> !log.all().isEmpty());
      line = log.all().getFirst();
    }
    SpanData span = span("GET /api/friends");
    assertEquals(String.valueOf(ME), RecordedSpans.text(span, "user.id"));
    Long connection = RecordedSpans.number(span, "chat.connection.id");
    assertTrue(connection > 0);
    assertTrue(line.contains("slow: GET /api/friends took "), line);
    assertTrue(
        line.endsWith(
            " trace_id=%s connection_id=%d user_id=%d\n"
                .formatted(span.getTraceId(), connection, ME)),
        line);
  }

  @Test
  void aLoginSaysWhoHasLoggedIn() throws Exception {
    String body = "{\"id\":\"%d\",\"pwd\":\"pwd\"}".formatted(ME);
    send(request("/api/login").POST(BodyPublishers.ofString(body)));
    assertEquals(String.valueOf(ME), RecordedSpans.text(span("POST /api/login"), "user.id"));
  }

  @Test
  void anUpgradeAndWhatFollowsAreOfOneConnection() {
    URI address = URI.create("ws://127.0.0.1:" + listeners.httpPort() + "/ws?dialect=lines");
    WebSocket socket =
        http.newWebSocketBuilder().buildAsync(address, new WebSocket.Listener() {}).join();
    socket.sendText("{\"msgid\":9001}", true).join();
    SpanData upgrade = span("GET /ws");
    SpanData heartbeat = span("heartbeat");
    socket.abort();
    assertEquals(
        RecordedSpans.number(heartbeat, "chat.connection.id"),
        RecordedSpans.number(upgrade, "chat.connection.id"));
    assertEquals("lines", RecordedSpans.text(heartbeat, "chat.dialect"));
    assertEquals("tcp", RecordedSpans.text(heartbeat, "network.transport"));
    assertEquals("websocket", RecordedSpans.text(heartbeat, "network.protocol.name"));
  }

  /** It ends when the answer has been sent, which may be after that has come. */
  private SpanData span(String name) {
    await().until(() -> spans.find(name).isPresent());
    return spans.named(name);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listeners.httpPort() + path));
  }

  private void send(HttpRequest.Builder request) throws Exception {
    assertEquals(200, http.send(request.build(), BodyHandlers.discarding()).statusCode());
  }
}
