package chat.gateway.transport;

import chat.gateway.session.Session;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One raw TCP connection: reads frames and hands them to a session, which is opened with the first
 * one. The server calls {@link #handle} on the connection's own virtual thread, and the others from
 * its timer.
 */
final class TcpConnection implements ServerConnection, FrameReader.Sink {
  private final ConnectionContext context;
  private final Transport transport;
  private final FrameReader frames;
  private volatile Optional<Session> session = Optional.empty();
  private volatile long lastFrame = System.nanoTime();
  private volatile boolean closing;

  TcpConnection(ConnectionContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.frames = new FrameReader(transport.settings().maxFrameBytes(), this);
  }

  @Override
  public void handle(Limit limit) {
    String address = Sockets.address(context);
    if (!transport.addresses().enter(address)) {
      refuse();
      return;
    }
    try {
      read();
    } finally {
      session.ifPresent(Session::end);
      transport.addresses().leave(address);
    }
  }

  @Override
  public void frame(byte[] frame, Terminator terminator) {
    lastFrame = System.nanoTime();
    open(terminator).receive(frame);
  }

  @Override
  public void oversize(Terminator terminator) {
    // The session ends when the rest of the frame has been swallowed: closing a socket with unread
    // bytes destroys the answer on its way. Who never ends the frame is cut off by the idle check.
    closing = true;
    open(terminator).send(Refusals.oversize(transport.settings().maxFrameBytes()));
  }

  /**
   * How long somebody who is not logged in has sent no whole frame; who is logged in may be silent
   * for ever.
   */
  @Override
  public Duration idleTime() {
    if (closing) {
      return Transport.OVERDUE;
    }
    return session.isPresent() && session.get().loggedIn()
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - lastFrame);
  }

  /** First says why, and at the next call, when that did not end the connection, cuts it off. */
  @Override
  public void close(boolean interrupt) {
    if (interrupt || closing || session.isEmpty()) {
      Sockets.close(context);
    } else {
      closing = true;
      session.get().refuse(Session.SILENT);
    }
  }

  private void read() {
    DataReader reader = context.dataReader();
    try {
      do {
        reader.ensureAvailable();
      } while (frames.feed(reader.readBytes(reader.available())));
    } catch (DataReader.InsufficientDataAvailableException e) {
      frames.end();
    } catch (ServerConnectionException e) {
      // The peer has reset the connection, or we have closed it; either way it has ended.
    }
  }

  private Session open(Terminator terminator) {
    if (session.isEmpty()) {
      Duration pause =
          switch (terminator) {
            case LINE_FEED -> Duration.ZERO;
            case NUL -> transport.settings().classicPause();
          };
      var link = new TcpLink(context, Sockets.remote(context), pause);
      session =
          Optional.of(transport.sessions().open(transport.dialects().overTcp(terminator), link));
    }
    return session.get();
  }

  private void refuse() {
    var link = new TcpLink(context, Sockets.remote(context), Duration.ZERO);
    for (byte[] frame :
        transport.dialects().overTcp(Terminator.LINE_FEED).encode(Refusals.TOO_MANY_CONNECTIONS)) {
      try {
        link.write(frame);
      } catch (IOException e) {
        return; // the peer did not wait for the answer
      }
    }
  }
}
