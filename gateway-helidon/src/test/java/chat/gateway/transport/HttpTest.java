package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpTest {
  private static Rig rig;
  private static HttpClient client;

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

  @Test
  void aCallWithoutATokenIsRefused() throws Exception {
    assertAnswer(
        401,
        "{'success':false,'message':'this call needs a token','errno':401}",
        request("/api/friends"));
  }

  @Test
  void aCallWithABadTokenIsForbidden() throws Exception {
    assertEquals(
        403, send(request("/api/groups").header("Authorization", "Bearer x.y.z")).statusCode());
  }

  @Test
  void aBrokenBodyIsNamed() throws Exception {
    assertAnswer(
        400,
        "{'success':false,'message':'this is not valid JSON','errno':400}",
        post("/api/register", "nonsense"));
    assertAnswer(
        400,
        "{'success':false,'message':'name must be a text','errno':400}",
        post("/api/register", "{\"name\":1,\"pwd\":\"x\"}"));
    assertAnswer(
        400,
        "{'success':false,'message':'pwd is missing','errno':400}",
        post("/api/login", "{\"id\":\"1\"}"));
  }

  @Test
  void anOversizeBodyIsRefused() throws Exception {
    assertAnswer(
        413,
        "{'success':false,'message':'the body is too long','errno':413}",
        post("/api/register", "x".repeat(Rig.MAX_FRAME_BYTES + 1)));
  }

  @Test
  void aBodyThatIsNotReadIsNotTakenForTheNextRequest() throws Exception {
    String oversize = "POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n";
    String chunked =
        "POST /api/files?name=a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n80\r\n";
    String smuggled = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    assertEquals(List.of("HTTP/1.1 413 Request Entity Too Large"), statuses(oversize + smuggled));
    assertEquals(List.of("HTTP/1.1 400 Bad Request"), statuses(chunked + smuggled));
  }

  @Test
  void aFileMayBeLongerThanOtherBodies() throws Exception {
    String tooLong = "x".repeat(Rig.MAX_FRAME_BYTES + 1);
    assertAnswer(
        401,
        "{'success':false,'message':'this call needs a token','errno':401}",
        post("/api/files?name=a", tooLong));
    assertEquals(413, send(post("/api/files/", tooLong)).statusCode());
    assertEquals(413, send(post("/api/login", tooLong)).statusCode());
    assertEquals(401, send(request("/api/files/x")).statusCode());
  }

  @Test
  void aServiceThatIsAwayIsSaidSo() throws Exception {
    HttpResponse<String> response = send(post("/api/login", "{\"name\":\"Ann\",\"pwd\":\"x\"}"));
    assertEquals(503, response.statusCode());
    assertTrue(response.body().contains("\"retry_after_ms\":1000"), response.body());
    assertEquals(Optional.of("1"), response.headers().firstValue("Retry-After"));
  }

  @Test
  void anUnknownCallIsNotFound() throws Exception {
    assertAnswer(
        404,
        "{'success':false,'message':'there is no such call','errno':404}",
        request("/api/nothing"));
  }

  @Test
  void thePageComesWithCarefulHeaders() throws Exception {
    HttpResponse<String> response = send(request("/"));
    assertEquals(200, response.statusCode());
    assertTrue(response.body().contains("<!doctype html>"));
    assertEquals(Optional.of("no-cache"), response.headers().firstValue("Cache-Control"));
    assertTrue(
        response
            .headers()
            .firstValue("Content-Security-Policy")
            .orElse("")
            .startsWith("default-src 'none'; script-src 'self';"));
  }

  @Test
  void thePagesFilesAreCompressedAndKept() throws Exception {
    String html = send(request("/")).body();
    int from = html.indexOf("/release/");
    String script = html.substring(from, html.indexOf('"', from));
    HttpResponse<String> plain = send(request(script));
    HttpResponse<String> zipped = send(request(script).header("Accept-Encoding", "gzip"));
    assertEquals(Optional.of("gzip"), zipped.headers().firstValue("Content-Encoding"));
    assertTrue(length(zipped) < length(plain), script);
    assertEquals(
        Optional.of("public, max-age=31536000, immutable"),
        plain.headers().firstValue("Cache-Control"));
    HttpResponse<String> again =
        send(request(script).header("If-None-Match", plain.headers().firstValue("ETag").get()));
    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
    HttpResponse<String> head =
        send(request(script).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(length(plain), length(head));
    assertEquals(Optional.empty(), plain.headers().firstValue("Content-Security-Policy"));
    assertEquals(Optional.of("nosniff"), plain.headers().firstValue("X-Content-Type-Options"));
    assertEquals(404, send(request("/release/0/nothing.js")).statusCode());
    assertEquals(200, send(request("/admin/")).statusCode());
  }

  @Test
  void theProbesTellOfTheDrain() throws Exception {
    assertEquals(200, send(admin("/health")).statusCode());
    assertEquals(200, send(admin("/health/live")).statusCode());
    HttpResponse<String> ready = send(admin("/health/ready"));
    assertEquals(200, ready.statusCode());
    assertTrue(ready.body().contains("\"redis\":\"away\""), ready.body());
    assertEquals(200, send(admin("/health/started")).statusCode());
    assertEquals(200, send(admin("/metrics")).statusCode());
    assertEquals(404, send(admin("/")).statusCode());
    assertEquals(404, send(request("/metrics")).statusCode(), "on its own port only");
    try (var draining = new Rig(Optional.empty())) {
      draining.probes.stopping();
      HttpResponse<String> response =
          send(request(draining.listeners.metricsPort(), "/health/ready"));
      assertEquals(503, response.statusCode());
      assertTrue(response.body().contains("it is being stopped"), response.body());
    }
  }

  private static void assertAnswer(int status, String body, HttpRequest.Builder request)
      throws Exception {
    HttpResponse<String> response = send(request);
    assertEquals(status, response.statusCode());
    assertEquals(body.replace('\'', '"'), response.body());
    assertEquals(Optional.of("no-store"), response.headers().firstValue("Cache-Control"));
  }

  /** The status lines of all answers to these bytes, until the server closes. */
  private static List<String> statuses(String requests) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), rig.listeners.httpPort())) {
      // Less than after which it is closed for being idle.
      socket.setSoTimeout(2_500);
      socket.getOutputStream().write(requests.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith("HTTP/1.1"))
          .toList();
    }
  }

  private static HttpRequest.Builder request(String path) {
    return request(rig.listeners.httpPort(), path);
  }

  private static HttpRequest.Builder admin(String path) {
    return request(rig.listeners.metricsPort(), path);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder post(String path, String body) {
    return request(path).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static long length(HttpResponse<String> response) {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }
}
