package chat.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpTest {
  private static final String HEARTBEAT = "{\"msgid\":9001}";
  private static final String HEARTBEAT_REPLY = "{\"msgid\":9002,\"errno\":0,\"errmsg\":\"\"}";

  private static Rig rig;

  @BeforeAll
  static void start() {
    rig = new Rig(Optional.empty());
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void everyFrameIsAnsweredInOrder() throws IOException {
    assertEquals(
        """
        {"msgid":9002,"errno":0,"errmsg":"","req":1}
        {"msgid":0,"errno":404,"errmsg":"there is no such msgid"}
        {"msgid":0,"errno":400,"errmsg":"this is not valid JSON"}
        {"msgid":9002,"errno":0,"errmsg":"","req":2}
        """,
        answers(
            "{\"msgid\":9001,\"req\":1}\r\n\n{\"msgid\":77}\nnonsense\n{\"msgid\":9001,\"req\":2}\n"));
  }

  @Test
  void aNulMakesClassic() throws IOException {
    assertEquals(
        "{\"msgid\":0,\"errno\":404,\"errmsg\":\"there is no such msgid\"}\0",
        answers("{\"msgid\":77}\0"));
  }

  @Test
  void framesToAClassicClientArePaused() throws IOException {
    long start = System.nanoTime();
    answers("{\"msgid\":77}\0".repeat(6));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofMillis(100)) >= 0, "5 pauses of 20 ms took " + took);
  }

  @Test
  void aFrameWithoutAnEndIsAnsweredAtTheEndOfTheStream() throws IOException {
    assertEquals(HEARTBEAT_REPLY + "\n", answers(HEARTBEAT));
  }

  @Test
  void anOversizeFrameIsAnsweredAndTheConnectionClosed() throws IOException {
    try (var socket = connect()) {
      String oversize = "x".repeat(50 * Rig.MAX_FRAME_BYTES);
      socket.getOutputStream().write((HEARTBEAT + "\n" + oversize + "\n").getBytes(UTF_8));
      assertEquals(
          HEARTBEAT_REPLY
              + "\n{\"msgid\":0,\"errno\":400,\"errmsg\":\"a frame may have at most 2000 bytes\"}\n",
          new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  @Test
  void anOversizeFrameThatNeverEndsIsCutOff() throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write("x".repeat(Rig.MAX_FRAME_BYTES + 1).getBytes(UTF_8));
      assertEquals(
          "{\"msgid\":0,\"errno\":400,\"errmsg\":\"a frame may have at most 2000 bytes\"}\n",
          new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  @Test
  void whoIsSilentWithoutALoginIsToldAndCutOff() throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write((HEARTBEAT + "\n").getBytes(UTF_8));
      assertEquals(
          HEARTBEAT_REPLY + "\n{\"msgid\":9003,\"text\":\"nothing was heard of you\"}\n",
          new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
    try (var socket = connect()) {
      assertEquals(-1, socket.getInputStream().read(), "and who never said anything");
    }
  }

  @Test
  void bytesWithoutAWholeFrameAreSilence() throws Exception {
    try (var socket = connect();
        var timer = Executors.newSingleThreadScheduledExecutor()) {
      socket.getOutputStream().write((HEARTBEAT + "\n").getBytes(UTF_8));
      assertEquals(HEARTBEAT_REPLY, line(socket));
      // Ends with the first byte that the closed connection does not take.
      var _ = timer.scheduleAtFixedRate(() -> drip(socket), 0, 100, TimeUnit.MILLISECONDS);
      assertEquals("{\"msgid\":9003,\"text\":\"nothing was heard of you\"}", line(socket));
      timer.shutdownNow();
    }
  }

  @Test
  void tooManyConnectionsOfOneAddressAreRefused() throws IOException {
    // With ports of its own: places are free again only some time after a client has gone.
    List<Socket> open = new ArrayList<>();
    try (var rig = new Rig(Optional.empty())) {
      while (open.size() < Rig.CONNECTIONS_PER_ADDRESS) {
        var socket = connect(rig);
        open.add(socket);
        socket.getOutputStream().write((HEARTBEAT + "\n").getBytes(UTF_8));
        assertEquals(HEARTBEAT_REPLY, line(socket));
      }
      try (var socket = connect(rig)) {
        assertEquals(
            "{\"msgid\":0,\"errno\":429,\"errmsg\":\"there are too many connections from your"
                + " address\",\"retry_after_ms\":5000}\n",
            new String(socket.getInputStream().readAllBytes(), UTF_8));
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Everything the server says to this, up to the end. */
  private static String answers(String requests) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(requests.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String line(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
      line.append((char) b);
    }
    return line.toString();
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect() throws IOException {
    return connect(rig);
  }

  private static Socket connect(Rig rig) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), rig.listeners.tcpPort());
  }
}
