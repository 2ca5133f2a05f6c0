package chat.ops.check.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A TCP proxy between two parts of the system: everything that goes to one port goes through it,
 * and it can cut it, hold it up or slow it down. Bytes are never lost while a connection lives:
 * what is held up waits in the sockets' own buffers, so the sender feels it.
 */
public final class Link implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final int CHUNK_BYTES = 16 << 10;
  private static final int CONNECT_MILLIS = 1_000;

  private final ServerSocket server;
  private final IntSupplier target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private boolean cut;
  private boolean requestsHeld;
  private boolean answersHeld;

  private volatile Duration delay = Duration.ZERO;

  /** Which way bytes go. */
  private enum Way {
    REQUESTS,
    ANSWERS
  }

  /** Opens a proxy to a port of this machine, on a port that is free. */
  public Link(int target) {
    this(target, 0, InetAddress.getLoopbackAddress());
  }

  /** Opens a proxy on a port that is free; each new connection asks to which port it goes. */
  Link(IntSupplier target) {
    this(target, 0, InetAddress.getLoopbackAddress());
  }

  /**
   * Opens a proxy to a port of this machine.
   *
   * @param port where it listens; 0 for one that is free
   * @param address where it listens
   */
  Link(int target, int port, InetAddress address) {
    this(() -> target, port, address);
  }

  private Link(IntSupplier target, int port, InetAddress address) {
    this.target = target;
    try {
      server = new ServerSocket(port, BACKLOG, address);
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a proxy", e);
    }
    Thread.ofPlatform().daemon().name("link-" + server.getLocalPort()).start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts all connections, and takes no new ones until {@link #mend}. */
  public void cut() {
    synchronized (this) {
      cut = true;
    }
    cutOnce();
  }

  /** Cuts all connections; new ones are taken. */
  void cutOnce() {
    sockets.forEach(Link::close);
  }

  /** Lets nothing through, in the directions asked for, until {@link #mend}. */
  synchronized void hold(boolean requests, boolean answers) {
    requestsHeld = requests;
    answersHeld = answers;
  }

  /** Lets each piece wait. */
  void slow(Duration by) {
    delay = by;
  }

  /** Everything passes again. */
  public synchronized void mend() {
    cut = false;
    requestsHeld = false;
    answersHeld = false;
    delay = Duration.ZERO;
    notifyAll();
  }

  @Override
  public void close() {
    mend();
    try {
      server.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
    cutOnce();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> connect(client));
      } catch (IOException e) {
        // Closed, or a client that went at once.
      }
    }
  }

  private void connect(Socket client) {
    Socket part = new Socket();
    sockets.add(client);
    sockets.add(part);
    try {
      if (isCut()) {
        throw new IOException("cut");
      }
      client.setTcpNoDelay(true);
      // Little waits on the way: whoever sends soon feels that nobody reads.
      client.setSendBufferSize(CHUNK_BYTES);
      part.setReceiveBufferSize(CHUNK_BYTES);
      part.setTcpNoDelay(true);
      part.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()),
          CONNECT_MILLIS);
      Thread answers = Thread.startVirtualThread(() -> pump(part, client, Way.ANSWERS));
      pump(client, part, Way.REQUESTS);
      answers.join();
    } catch (IOException e) {
      // The part is away: the client sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(client);
      close(part);
      sockets.remove(client);
      sockets.remove(part);
    }
  }

  private synchronized boolean isCut() {
    return cut;
  }

  private void pump(Socket from, Socket to, Way way) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        awaitPassage(way);
        if (!delay.isZero()) {
          Thread.sleep(delay);
        }
        out.write(chunk, 0, size);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitPassage(Way way) throws InterruptedException {
    while (way == Way.REQUESTS ? requestsHeld : answersHeld) {
      wait();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
