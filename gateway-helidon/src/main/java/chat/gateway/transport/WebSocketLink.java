package chat.gateway.transport;

import chat.gateway.session.Link;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsOpCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Writes WebSocket frames to one socket. The session's writer, the reader (pongs) and the timer
 * (pings) all write, one at a time under a lock.
 */
final class WebSocketLink implements Link {
  private static final Logger LOGGER = System.getLogger(WebSocketLink.class.getName());
  private static final int MAX_REASON_CHARACTERS = 120;

  private final ConnectionContext context;
  private final String remote;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closing;
  private volatile LongSupplier questions = () -> 0;
  // Guarded by lock.
  private int closeCode = WsCloseCodes.NORMAL_CLOSE;
  private String closeReason = "";

  WebSocketLink(ConnectionContext context) {
    this.context = context;
    this.remote = Sockets.remote(context);
  }

  @Override
  public void write(byte[] frame) throws IOException {
    lock.lock();
    try {
      send(WsOpCode.TEXT, frame);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean asks() {
    return true;
  }

  /** Where pings get their numbers, which pongs repeat. */
  void askWith(LongSupplier numbers) {
    questions = numbers;
  }

  /** Answers a ping; waits while another frame is being written. */
  void pong(byte[] payload) throws IOException {
    lock.lock();
    try {
      send(WsOpCode.PONG, payload);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ask() {
    if (lock.tryLock()) {
      try {
        long question = questions.getAsLong();
        send(WsOpCode.PING, ByteBuffer.allocate(Long.BYTES).putLong(question).array());
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, () -> remote + ": the peer is gone: " + e.getMessage());
      } finally {
        lock.unlock();
      }
    }
  }

  /** Why {@link #close} will close; a later call changes nothing once that has happened. */
  void closeBecause(int code, String reason) {
    lock.lock();
    try {
      closeCode = code;
      closeReason = reason;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the close frame has been sent, so that only the peer's own is waited for. */
  boolean closing() {
    return closing;
  }

  /**
   * Says goodbye with a close frame; the reader then waits for the peer's. A peer that has left a
   * write standing is cut off instead.
   */
  @Override
  public void close() {
    if (!lock.tryLock()) {
      Sockets.close(context);
      return;
    }
    try {
      if (!closing) {
        closing = true;
        send(WsOpCode.CLOSE, closePayload());
      }
    } catch (IOException e) {
      Sockets.close(context);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String transport() {
    return "websocket";
  }

  @Override
  public String remote() {
    return remote;
  }

  private byte[] closePayload() {
    String reason = closeReason.substring(0, Math.min(closeReason.length(), MAX_REASON_CHARACTERS));
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (closeCode >>> Byte.SIZE);
    payload[1] = (byte) closeCode;
    System.arraycopy(text, 0, payload, 2, text.length);
    return payload;
  }

  private void send(WsOpCode opCode, byte[] payload) throws IOException {
    if (closing && opCode != WsOpCode.CLOSE) {
      return; // nothing may follow the close frame
    }
    BufferData header = BufferData.create(10);
    header.write(0x80 | opCode.code());
    if (payload.length < 126) {
      header.write(payload.length);
    } else if (payload.length <= 0xffff) {
      header.write(126);
      header.writeInt16(payload.length);
    } else {
      header.write(127);
      header.writeInt32(0);
      header.writeInt32(payload.length);
    }
    try {
      context.dataWriter().writeNow(BufferData.create(header, BufferData.create(payload)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
