package chat.e2e.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A TCP client whose frames end with a line feed, as somebody at {@code nc} would be. */
public final class LinesClient implements FrameClient {
  private final Socket socket = new Socket();
  private final Inbox inbox = new Inbox();

  /** Connects to this machine. */
  public LinesClient(int port) {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) Inbox.PATIENCE.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to port " + port, e);
    }
    Thread.ofVirtual().start(this::read);
  }

  @Override
  public void send(String frame) {
    sendRaw((frame + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
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

  private void read() {
    try (InputStream in = socket.getInputStream()) {
      byte[] piece = new byte[8192];
      var frame = new ByteArrayOutputStream();
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        for (int i = 0; i < size; i++) {
          if (piece[i] == '\n') {
            inbox.add(frame.toString(StandardCharsets.UTF_8));
            frame.reset();
          } else {
            frame.write(piece[i]);
          }
        }
      }
      if (frame.size() > 0) {
        inbox.add("unfinished frame: " + frame.toString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // Closed by the test, or reset by the server: the end either way.
    }
    inbox.end();
  }
}
