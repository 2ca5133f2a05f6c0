package chat.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One connection: frames in and out. One thread reads; any thread sends, which never blocks: what
 * the socket does not take waits, {@value #WAITING} frames at most, and one more closes the
 * connection, as the server takes nothing then.
 */
final class Wire implements AutoCloseable {
  private static final int WAITING = 2048;
  private static final int LONGEST_FRAME = 32 << 20;

  private static final Duration LONGEST_FINISH = Duration.ofSeconds(1);
  private static final byte[] LAST = {};

  private final Socket socket;
  private final InputStream in;
  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(WAITING);
  private final Thread writer;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    OutputStream out = socket.getOutputStream();
    this.writer = Thread.ofVirtual().name("chat-writer").start(() -> write(out));
  }

  /**
   * Connects, to the first of the host's addresses that answers.
   *
   * @param patience for each of: a connection, the TLS handshake, each frame until {@link
   *     #waitForever}
   */
  static Wire connect(String host, int port, Encryption encryption, Duration patience)
      throws IOException {
    IOException failure = new IOException("the host has no address");
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), (int) patience.toMillis());
        socket.setSoTimeout((int) patience.toMillis());
        return new Wire(encryption.protect(socket, host));
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  /** From now on frames may be far between. */
  void waitForever() throws IOException {
    socket.setSoTimeout(0);
  }

  /** Sends a frame. */
  void send(String frame) {
    if (!waiting.offer((frame + "\n").getBytes(StandardCharsets.UTF_8))) {
      close();
    }
  }

  /**
   * The next frame.
   *
   * @throws IOException at the end of the connection
   */
  String read() throws IOException {
    var frame = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return frame.toString(StandardCharsets.UTF_8);
      }
      if (frame.size() >= LONGEST_FRAME) {
        throw new IOException("the server sends a frame without an end");
      }
      frame.write(next);
    }
    throw new IOException("the server has closed the connection");
  }

  private void write(OutputStream out) {
    try {
      for (byte[] frame = waiting.take(); frame != LAST; frame = waiting.take()) {
        out.write(frame);
      }
    } catch (IOException | InterruptedException e) {
      close();
    }
  }

  /** Ends the connection when the socket has taken what waits, or after a moment. */
  void finish() {
    try {
      if (waiting.offer(LAST)) {
        var _ = writer.join(LONGEST_FINISH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Ends the connection. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      socket.close();
    } catch (IOException e) {
      // It is over all the same.
    }
  }
}
