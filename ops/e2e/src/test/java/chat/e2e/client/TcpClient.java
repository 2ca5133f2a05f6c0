package chat.e2e.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A raw TCP connection to a gateway on this machine. */
public abstract class TcpClient implements FrameClient {
  private final String terminator;
  private final Socket socket = new Socket();
  private final Inbox inbox = new Inbox();

  /**
   * Connects. The subclass then starts a thread that runs {@link #read()}.
   *
   * @param terminator ends every frame
   */
  TcpClient(int port, String terminator) {
    this.terminator = terminator;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) Inbox.PATIENCE.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to port " + port, e);
    }
  }

  @Override
  public void send(String frame) {
    sendRaw((frame + terminator).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as they are, without ending them: on TCP a frame is a matter of bytes. */
  public void sendRaw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the connection is gone", e);
    }
  }

  /** Says that no more requests come, and goes on reading, as {@code nc -N} does. */
  public void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException("the connection is gone", e);
    }
  }

  @Override
  public Optional<String> poll() {
    return inbox.poll();
  }

  @Override
  public String closeReason() {
    return "";
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a socket failed", e);
    }
  }

  /** Puts frames into the inbox until the stream ends. */
  abstract void read(InputStream in, Inbox inbox) throws IOException;

  final void read() {
    try (InputStream in = socket.getInputStream()) {
      read(in, inbox);
    } catch (IOException e) {
      // Closed by the test, or reset by the server: the end either way.
    }
    inbox.end();
  }
}
