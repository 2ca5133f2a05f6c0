package chat.gateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.FilePieces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files on their way through a gateway, when all goes well and when something breaks. */
@Timeout(60)
class FilesOverHttpTest extends HttpRig {
  private static final int SIZE = 2 * FilePieces.BYTES + 1;
  private static final int SOON_MS = 5_000;

  private final FakeFiles files = services.files;

  FilesOverHttpTest() throws Exception {
    super(Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  @Test
  void aFilePassesPieceByPieceBothWays() throws Exception {
    byte[] bytes = bytes(SIZE);
    HttpResponse<String> stored = send(bytes);
    assertEquals(200, stored.statusCode());
    assertEquals(
        "{'success':true,'message':'done','file':{'id':'f0','name':'a <b>','type':'image/png','size':%d}}"
            .formatted(SIZE)
            .replace('\'', '"'),
        stored.body());
    assertEquals(
        List.of(FilePieces.BYTES, FilePieces.BYTES, 1),
        files.pieces.values().stream().map(piece -> piece.size()).toList());
    HttpResponse<byte[]> fetched = fetch();
    assertEquals(200, fetched.statusCode());
    assertArrayEquals(bytes, fetched.body());
  }

  @Test
  void whatIsRefusedSaysWhyAndTheConnectionGoesOn() throws Exception {
    HttpResponse<String> refused = send(bytes((int) FakeFiles.MAX_BYTES + 1));
    assertEquals(413, refused.statusCode());
    assertTrue(refused.body().contains("\"message\":\"too large\",\"errno\":413"), refused.body());
    files.awayFrom = 1;
    HttpResponse<String> brokenOff = send(bytes(SIZE));
    assertEquals(503, brokenOff.statusCode());
    assertEquals(Optional.of("1"), brokenOff.headers().firstValue("Retry-After"));
  }

  @Test
  void aBodyThatIsTooLongToBeReadForNothingIsNotRead() throws Exception {
    try (var socket = upload("Content-Length: 5000000000")) {
      assertTrue(all(socket).startsWith("HTTP/1.1 413 "));
    }
    try (var socket = upload("Expect: 100-continue\r\nContent-Length: 1000001")) {
      assertTrue(all(socket).startsWith("HTTP/1.1 413 "));
    }
  }

  @Test
  void aClientThatGoesAwayHasStoredNothingMore() throws Exception {
    try (var socket = upload("Content-Length: " + SIZE)) {
      socket.getOutputStream().write(bytes(FilePieces.BYTES + 10));
      socket.shutdownOutput();
      assertEquals("", all(socket));
    }
    assertEquals(1, files.pieces.size());
  }

  @Test
  void aServiceThatIsAwayAtFirstIsSaidSoAndLaterBreaksTheAnswerOff() throws Exception {
    send(bytes(SIZE));
    files.awayFrom = 0;
    assertEquals(503, fetch().statusCode());
    files.awayFrom = 1;
    assertThrows(IOException.class, this::fetch);
  }

  private HttpResponse<String> send(byte[] bytes) throws Exception {
    return http.send(
        request("/api/files?name=a%20%3Cb%3E")
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(bytes))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> fetch() throws IOException, InterruptedException {
    return http.send(request("/api/files/f0").build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listeners.httpPort() + path))
        .header("Authorization", "Bearer " + services.token(ME));
  }

  /** A connection with the head of an upload. */
  private Socket upload(String header) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), listeners.httpPort());
    socket.setSoTimeout(SOON_MS);
    String head =
        "POST /api/files?name=a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
            .formatted(services.token(ME), header);
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
