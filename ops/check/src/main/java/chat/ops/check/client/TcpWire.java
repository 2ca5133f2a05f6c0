package chat.ops.check.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw TCP connection; each frame ends with the same character. */
final class TcpWire implements Wire {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int BUFFER_BYTES = 8 << 10;

  private final Socket socket = new Socket();
  private final char terminator;

  /**
   * Connects.
   *
   * @param terminator a line feed or NUL
   * @throws IOException when nobody listens
   */
  TcpWire(int port, char terminator, Listener listener) throws IOException {
    this.terminator = terminator;
    try {
      socket.setTcpNoDelay(true);
      // Little waits in it, so that the server soon feels a device that does not read.
      socket.setReceiveBufferSize(BUFFER_BYTES);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    Thread.startVirtualThread(() -> read(listener));
  }

  @Override
  public void send(String frame) throws IOException {
    socket.getOutputStream().write((frame + terminator).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is over all the same.
    }
  }

  private void read(Listener listener) {
    var frame = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == terminator) {
          listener.frame(frame.toString(StandardCharsets.UTF_8));
          frame.reset();
        } else {
          frame.write(next);
        }
      }
    } catch (IOException e) {
      // The connection was cut, which is part of the play.
    } finally {
      close();
      listener.closed();
    }
  }
}
