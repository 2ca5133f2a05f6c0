package chat.ops.check.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy in front of a server that sends back every byte. */
class LinkTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private ServerSocket server;
  private Link link;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::echo);
    link = new Link(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertEchoed(client, 42);
    }
  }

  @Test
  void cutsAndTakesNobodyUntilMended() throws IOException {
    try (Socket client = connect()) {
      assertEchoed(client, 1);
      link.cut();
      assertEnded(client);
      try (Socket other = connect()) {
        assertEnded(other);
      }
      link.mend();
      try (Socket other = connect()) {
        assertEchoed(other, 2);
      }
    }
  }

  @Test
  void holdsAnswersAndLosesNone() throws IOException {
    try (Socket client = connect()) {
      assertEchoed(client, 1);
      link.hold(false, true);
      client.getOutputStream().write(2);
      client.setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      client.setSoTimeout(PATIENCE_MILLIS);
      link.mend();
      assertEquals(2, client.getInputStream().read());
    }
  }

  @Test
  void losesWhatIsHeldWithItsConnection() throws IOException {
    try (Socket client = connect()) {
      assertEchoed(client, 1);
      link.hold(false, true);
      client.getOutputStream().write(2);
      client.setSoTimeout(100);
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      client.setSoTimeout(PATIENCE_MILLIS);
      link.cutOnce();
      link.mend();
      assertEnded(client);
      try (Socket other = connect()) {
        assertEchoed(other, 3);
      }
    }
  }

  @Test
  void endsTheClientWhenThePartIsAway() throws IOException {
    server.close();
    try (Socket client = connect()) {
      assertEnded(client);
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), link.port());
    client.setSoTimeout(PATIENCE_MILLIS);
    return client;
  }

  private static void assertEchoed(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    assertEquals(value, client.getInputStream().read());
  }

  /** By an end of stream or a reset. */
  private static void assertEnded(Socket client) {
    int read;
    try {
      read = client.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not ended", e);
    } catch (IOException e) {
      read = -1;
    }
    assertEquals(-1, read);
  }

  private void echo() {
    while (!server.isClosed()) {
      try {
        Socket accepted = server.accept();
        Thread.startVirtualThread(() -> echo(accepted));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private static void echo(Socket accepted) {
    try (accepted) {
      accepted.getInputStream().transferTo(accepted.getOutputStream());
    } catch (IOException e) {
      // Cut.
    }
  }
}
