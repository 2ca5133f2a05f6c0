package chat.gateway.transport;

import chat.gateway.dialect.Codec;
import chat.gateway.session.RequestFailed;
import chat.gateway.session.Session;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One WebSocket after its upgrade. It is not Helidon's own connection, since that one decodes every
 * fragment by itself (which breaks characters), and tells nobody when a peer vanishes. The server
 * calls {@link #handle} on the connection's own virtual thread, and the others from its timer.
 */
final class WebSocketConnection implements ServerConnection {
  private final ConnectionContext context;
  private final Transport transport;
  private final WebSocketPings pings;
  private final WebSocketRequest request;
  private final WebSocketLink link;
  private final MessageAssembly assembly;
  private volatile Optional<Session> session = Optional.empty();
  private volatile long lastRead = System.nanoTime();
  private volatile long lastMessage = lastRead;
  private volatile boolean silent;

  WebSocketConnection(
      ConnectionContext context,
      Transport transport,
      WebSocketPings pings,
      WebSocketRequest request) {
    this.context = context;
    this.transport = transport;
    this.pings = pings;
    this.request = request;
    this.link = new WebSocketLink(context);
    this.assembly = new MessageAssembly(transport.settings().maxFrameBytes());
  }

  @Override
  public void handle(Limit limit) {
    pings.add(link);
    try {
      request.trace().run(() -> session = open());
      request.trace().answered();
      session.ifPresent(opened -> link.askWith(opened::asking));
      if (read()) {
        session.ifPresent(Session::goodbye);
      }
    } finally {
      pings.remove(link);
      session.ifPresent(Session::end);
    }
  }

  /** The silence of the peer; without a login, pongs alone keep no connection. */
  @Override
  public Duration idleTime() {
    return link.closing() || isLoginOverdue()
        ? Transport.OVERDUE
        : Duration.ofNanos(System.nanoTime() - lastRead);
  }

  /** First says why, and at the next call, when that did not end the connection, cuts it off. */
  @Override
  public void close(boolean interrupt) {
    if (interrupt || silent || link.closing() || session.isEmpty()) {
      Sockets.close(context);
    } else {
      silent = true;
      link.closeBecause(WsCloseCodes.GOING_AWAY, "nothing was heard of you");
      session.get().refuse(Session.SILENT);
    }
  }

  private boolean isLoginOverdue() {
    return session.isPresent()
        && !session.get().loggedIn()
        && System.nanoTime() - lastMessage > transport.settings().loginTimeout().toNanos();
  }

  /** Empty where the connection has been closed instead. */
  private Optional<Session> open() {
    Codec codec =
        request.lines() ? transport.dialects().linesOverWebSocket() : transport.dialects().web();
    if (request.token().isEmpty()) {
      if (request.lines()) {
        return Optional.of(transport.sessions().open(codec, link));
      }
      refuse("a token is needed");
      return Optional.empty();
    }
    try {
      var caller = transport.tokens().authenticate(request.token().get());
      return Optional.of(transport.sessions().openAs(codec, link, caller));
    } catch (RequestFailed e) {
      refuse(e.getMessage());
      return Optional.empty();
    }
  }

  private void refuse(String reason) {
    link.closeBecause(WsCloseCodes.VIOLATED_POLICY, reason);
    link.close();
  }

  /** Reads until the end; whether the peer has ended it in order. */
  private boolean read() {
    try {
      try {
        while (take(nextFrame())) {
          lastRead = System.nanoTime();
        }
        return true;
      } catch (WsCloseException e) {
        giveUp(e);
        swallow();
      }
    } catch (DataReader.InsufficientDataAvailableException e) {
      // The end of what the peer sends; it looks the same when we have closed the socket.
      return !silent && !link.closing();
    } catch (ServerConnectionException | IOException e) {
      // The peer is gone, or we have closed the socket; either way it has ended.
    }
    return false;
  }

  private ClientWsFrame nextFrame() {
    try {
      return ClientWsFrame.read(
          context, context.dataReader(), transport.settings().maxFrameBytes());
    } catch (IllegalArgumentException e) {
      throw new WsCloseException("unknown kind of frame", WsCloseCodes.PROTOCOL_ERROR);
    }
  }

  /** Whether to go on. */
  private boolean take(ClientWsFrame frame) throws IOException {
    switch (frame.opCode()) {
      case TEXT, BINARY, CONTINUATION -> {
        if (!link.closing() && session.isPresent()) {
          assembly.add(frame).filter(message -> message.length > 0).ifPresent(this::receive);
        }
      }
      case PING -> link.pong(frame.payloadData().readBytes());
      case PONG -> answered(frame.payloadData().readBytes()); // a sign of life, like every frame
      case CLOSE -> {
        return false;
      }
    }
    return true;
  }

  /** A pong repeats the number of its ping; one that nobody asked for says nothing. */
  private void answered(byte[] pong) {
    if (pong.length == Long.BYTES) {
      long question = ByteBuffer.wrap(pong).getLong();
      session.ifPresent(opened -> opened.answered(question));
    }
  }

  private void receive(byte[] message) {
    lastMessage = System.nanoTime();
    session.orElseThrow().receive(message);
  }

  private void giveUp(WsCloseException e) {
    link.closeBecause(e.closeCode(), e.getMessage());
    if (e.closeCode() == WsCloseCodes.TOO_BIG && session.isPresent()) {
      session.get().refuse(Refusals.oversize(transport.settings().maxFrameBytes()));
    } else {
      link.close();
    }
  }

  /**
   * Reads on without looking until the peer hangs up, or the idle check cuts it off: closing a
   * socket with unread bytes destroys the answer on its way.
   */
  private void swallow() {
    DataReader reader = context.dataReader();
    while (true) {
      reader.ensureAvailable();
      reader.skip(reader.available());
    }
  }
}
