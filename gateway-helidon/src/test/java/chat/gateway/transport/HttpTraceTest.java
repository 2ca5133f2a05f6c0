package chat.gateway.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.gateway.trace.RecordedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is traced of calls over HTTP; every service is away. */
@Timeout(30)
class HttpTraceTest {
  private static final RecordedSpans SPANS = new RecordedSpans();

  private static Rig rig;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    rig = new Rig(Optional.empty(), SPANS.everything());
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    rig.close();
  }

  @BeforeEach
  void clear() {
    SPANS.clear();
  }

  @Test
  void theStatusIsTheOneOfTheAnswer() throws Exception {
    assertEquals(404, send(request("/api/nothing").GET()));
    assertEquals(404, RecordedSpans.number(span("GET /api"), "http.response.status_code"));
    var login = BodyPublishers.ofString("{\"name\":\"Ann\",\"pwd\":\"x\"}");
    assertEquals(503, send(request("/api/login").POST(login)));
    assertEquals(503, RecordedSpans.number(span("POST /api/login"), "http.response.status_code"));
  }

  @Test
  void aMethodThatNobodyKnowsNamesNoSpan() throws Exception {
    send(request("/api/nothing").method("X-INVENTED", BodyPublishers.noBody()));
    SpanData span = span("HTTP /api");
    assertEquals("_OTHER", RecordedSpans.text(span, "http.request.method"));
    assertEquals("X-INVENTED", RecordedSpans.text(span, "http.request.method_original"));
  }

  @Test
  void aCallWithoutTlsSaysSo() throws Exception {
    send(request("/api/friends").GET());
    SpanData span = span("GET /api/friends");
    assertEquals("http", RecordedSpans.text(span, "url.scheme"));
    assertEquals("GET", RecordedSpans.text(span, "http.request.method"));
  }

  @Test
  void anUpgradeGoesOnWithTheCallersTrace() throws Exception {
    connect("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    SpanData span = span("GET /ws");
    assertEquals("0af7651916cd43dd8448eb211c80319c", span.getTraceId());
    assertEquals("b7ad6b7169203331", span.getParentSpanId());
  }

  @Test
  void anUpgradeIgnoresWhatIsNoTrace() throws Exception {
    connect("5");
    assertFalse(span("GET /ws").getParentSpanContext().isValid());
  }

  private static void connect(String traceparent) {
    var address = URI.create("ws://127.0.0.1:" + rig.listeners.httpPort() + "/ws?dialect=lines");
    client
        .newWebSocketBuilder()
        .header("traceparent", traceparent)
        .buildAsync(address, new WebSocket.Listener() {})
        .join()
        .abort();
  }

  /** It ends when the answer has been sent, which may be after that has come. */
  private static SpanData span(String name) {
    await().until(() -> SPANS.find(name).isPresent());
    return SPANS.named(name);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + rig.listeners.httpPort() + path));
  }

  private static int send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
