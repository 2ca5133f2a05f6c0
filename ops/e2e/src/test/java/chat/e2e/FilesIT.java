package chat.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.client.FileClient;
import chat.e2e.client.Json;
import chat.e2e.client.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files over REST: what comes in comes out, through every gateway, and without harm. */
@ExtendWith(Stack.Shared.class)
class FilesIT {
  private static final int TRANSFERS_OF_A_USER = 16;

  private FileClient here;
  private FileClient there;
  private Person ada;
  private Person bob;

  @BeforeEach
  void make(Stack stack) {
    here = new FileClient(stack.gateway(1).http());
    there = new FileClient(stack.gateway(2).http());
    ada = stack.people().make("ada");
    bob = stack.people().make("bob");
  }

  @Test
  void whatComesInThroughOneGatewayComesOutThroughAnother() {
    byte[] bytes = bytes(3_000_001);
    HttpResponse<String> stored = here.send(ada.token(), "../photo ü.png", "image/png", bytes);
    assertEquals(200, stored.statusCode(), stored.body());
    JsonNode file = Json.parse(stored.body()).get("file");
    String id = file.get("id").textValue();
    assertTrue(id.matches("[0-9a-f]{32}"), id);
    assertEquals("photo ü.png", file.get("name").textValue());
    assertEquals("image/png", file.get("type").textValue());
    assertEquals(bytes.length, file.get("size").intValue());

    HttpResponse<byte[]> fetched = there.fetch(ada.token(), id);
    assertEquals(200, fetched.statusCode());
    assertArrayEquals(bytes, fetched.body());
    assertHeader("image/png", fetched, "Content-Type");
    assertHeader("attachment; filename*=UTF-8''photo%20%C3%BC.png", fetched, "Content-Disposition");
    assertHeader("private, immutable, max-age=31536000", fetched, "Cache-Control");
    assertHeader("3000001", fetched, "Content-Length");

    HttpResponse<byte[]> head = there.head(ada.token(), id);
    assertEquals(200, head.statusCode());
    assertHeader("3000001", head, "Content-Length");
    assertHeader("image/png", head, "Content-Type");
  }

  @Test
  void aPartOfAFileIsWhatWasAskedFor() {
    byte[] bytes = bytes(700_000);
    String id = here.store(ada, "film.mp4", "video/mp4", bytes);
    assertPart(bytes, id, "bytes=0-0", 0, 0);
    assertPart(bytes, id, "bytes=262143-262144", 262_143, 262_144);
    assertPart(bytes, id, "bytes=100-", 100, 699_999);
    assertPart(bytes, id, "bytes=-5", 699_995, 699_999);
    HttpResponse<byte[]> beyond = here.fetch(ada.token(), id, "Range", "bytes=700000-");
    assertEquals(416, beyond.statusCode());
    assertHeader("bytes */700000", beyond, "Content-Range");
    assertEquals(
        200,
        here.fetch(ada.token(), id, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode());
    String tag = here.head(ada.token(), id).headers().firstValue("ETag").orElseThrow();
    assertEquals(
        206, here.fetch(ada.token(), id, "Range", "bytes=0-1", "If-Range", tag).statusCode());
  }

  @Test
  void nothingInAFileRunsInABrowser() {
    byte[] html = "<script>alert(1)</script>".getBytes(UTF_8);
    for (String type : List.of("text/html", "image/svg+xml", "text/html; charset=x", "nonsense")) {
      HttpResponse<byte[]> fetched =
          here.fetch(ada.token(), here.store(ada, "a\r\nb.html", type, html));
      assertEquals(200, fetched.statusCode());
      assertArrayEquals(html, fetched.body());
      assertHeader("application/octet-stream", fetched, "Content-Type");
      assertHeader("attachment; filename*=UTF-8''ab.html", fetched, "Content-Disposition");
      assertHeader("nosniff", fetched, "X-Content-Type-Options");
      assertHeader("sandbox; default-src 'none'", fetched, "Content-Security-Policy");
    }
  }

  @Test
  void whoHasNoTokenOrNoBusinessWithItGetsNothing() {
    String id = here.store(ada, "a.txt", "text/plain", bytes(10));
    assertEquals(401, here.send("", "a.txt", "text/plain", bytes(10)).statusCode());
    assertEquals(403, here.send("x.y.z", "a.txt", "text/plain", bytes(10)).statusCode());
    assertEquals(401, here.fetch("", id).statusCode());
    assertEquals(404, here.fetch(bob.token(), id).statusCode());
    assertEquals(404, here.head(bob.token(), id).statusCode());
    assertEquals(404, here.fetch(ada.token(), "0".repeat(32)).statusCode());
    assertEquals(404, here.fetch(ada.token(), "nonsense").statusCode());
    assertEquals(404, here.fetch(ada.token(), id.toUpperCase(Locale.ROOT)).statusCode());
  }

  @Test
  void whoGetsAMessageWithAFileReadsItUntilItIsRecalled(Stack stack) {
    byte[] bytes = bytes(10);
    String id = here.store(ada, "a.txt", "text/plain", bytes);
    Person eve = stack.people().make("eve");
    try (var adas = stack.lines(1);
        var bobs = stack.lines(2)) {
      adas.logIn(ada);
      bobs.logIn(bob);
      ObjectNode message = Json.message(1001).put("to_id", bob.id()).put("msg_id", "with a file");
      message.putObject("file").put("id", id);
      long seq = adas.demand(message).get("seq").longValue();
      assertEquals(id, bobs.nextPush().at("/file/id").textValue());
      assertArrayEquals(bytes, there.fetch(bob.token(), id).body());
      assertEquals(404, there.fetch(eve.token(), id).statusCode());
      adas.demand(Json.message(1001).put("to_id", bob.id()).put("recalls", seq));
      assertEquals(404, there.fetch(bob.token(), id).statusCode());
      assertEquals(200, there.fetch(ada.token(), id).statusCode());
    }
  }

  @Test
  void whatIsTooLargeOrEmptyOrWithoutANameIsRefused(Stack stack) throws IOException {
    HttpResponse<String> tooLarge =
        here.send(ada.token(), "a", "text/plain", new byte[20 * 1024 * 1024 + 1]);
    assertEquals(413, tooLarge.statusCode());
    assertEquals(413, Json.parse(tooLarge.body()).get("errno").intValue());
    assertEquals(400, here.send(ada.token(), "a", "text/plain", new byte[0]).statusCode());
    assertEquals(400, here.send(ada.token(), "a/..", "text/plain", bytes(1)).statusCode());
    assertEquals(413, here.send(ada.token(), "a".repeat(256), "text/plain", bytes(1)).statusCode());
    try (var socket = begin(stack, "Content-Length: 5000000000")) {
      assertEquals("HTTP/1.1 413 Request Entity Too Large", allOf(socket).getFirst());
    }
    try (var socket = begin(stack, "Transfer-Encoding: chunked")) {
      assertEquals("HTTP/1.1 400 Bad Request", allOf(socket).getFirst());
    }
  }

  @Test
  void whoAsksFirstIsToldToGoOn(Stack stack) throws IOException {
    try (var socket =
        begin(stack, "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 3")) {
      byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8);
      assertEquals(
          new String(goOn, UTF_8),
          new String(socket.getInputStream().readNBytes(goOn.length), UTF_8));
      socket.getOutputStream().write(bytes(3));
      assertEquals("HTTP/1.1 200 OK", allOf(socket).getFirst());
    }
    try (var socket = begin(stack, "Expect: 100-continue\r\nContent-Length: 21000000")) {
      assertEquals("HTTP/1.1 413 Request Entity Too Large", allOf(socket).getFirst());
    }
  }

  @Test
  void anUploadThatIsBrokenOffLeavesNothingToBeSeen(Stack stack) throws IOException {
    try (var socket = begin(stack, "Content-Length: 600000")) {
      socket.getOutputStream().write(bytes(300_000));
      await().until(() -> pieces(stack), List.of(0)::equals);
    }
    String id = Rows.text(stack, "SELECT id FROM files WHERE owner_id = " + ada.id());
    assertEquals(404, here.fetch(ada.token(), id).statusCode());
    assertEquals(200, here.send(ada.token(), "b", "text/plain", bytes(1)).statusCode());
    assertEquals(List.of(0), pieces(stack));
  }

  @Test
  void aUserWithTooManyDownloadsIsToldToWaitAndNobodyElse(Stack stack) throws IOException {
    String id = here.store(ada, "a", "text/plain", bytes(4_000_000));
    String bobs = here.store(bob, "b", "text/plain", bytes(1));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < TRANSFERS_OF_A_USER; i++) {
        slow.add(connect(stack));
        slow.getLast()
            .getOutputStream()
            .write(head("GET /api/files/" + id, "Accept: */*").getBytes(UTF_8));
        // Its answer has begun.
        assertEquals('H', slow.getLast().getInputStream().read());
      }
      HttpResponse<byte[]> refused = here.fetch(ada.token(), id);
      assertEquals(429, refused.statusCode());
      assertHeader("1", refused, "Retry-After");
      assertEquals(200, here.fetch(bob.token(), bobs).statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().until(() -> here.fetch(ada.token(), id).statusCode() == 200);
  }

  private void assertPart(byte[] bytes, String id, String range, int first, int last) {
    HttpResponse<byte[]> part = there.fetch(ada.token(), id, "Range", range);
    assertEquals(206, part.statusCode());
    assertHeader("bytes %d-%d/%d".formatted(first, last, bytes.length), part, "Content-Range");
    assertArrayEquals(Arrays.copyOfRange(bytes, first, last + 1), part.body());
  }

  private static void assertHeader(String value, HttpResponse<?> answer, String name) {
    assertEquals(Optional.of(value), answer.headers().firstValue(name), name);
    assertEquals(1, answer.headers().allValues(name).size(), name);
  }

  /** The numbers of the pieces of files that ada has not sent wholly. */
  private List<Integer> pieces(Stack stack) {
    return Rows.numbers(
        stack,
        "SELECT p.number FROM file_pieces p JOIN files f ON f.id = p.file_id"
            + " WHERE NOT f.complete AND f.owner_id = "
            + ada.id());
  }

  /** A connection with the head of an upload. */
  private Socket begin(Stack stack, String header) throws IOException {
    Socket socket = connect(stack);
    socket.getOutputStream().write(head("POST /api/files?name=a", header).getBytes(UTF_8));
    return socket;
  }

  private String head(String request, String header) {
    return request
        + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + ada.token()
        + "\r\n"
        + header
        + "\r\n\r\n";
  }

  /** A connection that takes little by itself. */
  private static Socket connect(Stack stack) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(16_384);
    socket.setSoTimeout(10_000);
    int port = stack.gateway(1).http();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static List<String> allOf(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
