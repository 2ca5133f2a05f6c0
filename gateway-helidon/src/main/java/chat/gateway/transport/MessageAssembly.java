package chat.gateway.transport;

import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Puts the fragments of a WebSocket message together, as bytes. Reader's thread. */
final class MessageAssembly {
  private final int maxBytes;
  private Optional<ByteArrayOutputStream> unfinished = Optional.empty();

  /**
   * For one connection.
   *
   * @param maxBytes of a whole message
   */
  MessageAssembly(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes a text, binary or continuation frame.
   *
   * @return the message, where this was its last frame
   * @throws WsCloseException with TOO_BIG or PROTOCOL_ERROR
   */
  Optional<byte[]> add(ClientWsFrame frame) {
    boolean continues = !frame.isPayload();
    if (continues != unfinished.isPresent()) {
      throw new WsCloseException("fragments out of order", WsCloseCodes.PROTOCOL_ERROR);
    }
    byte[] bytes = frame.payloadData().readBytes();
    if (!continues && frame.fin()) {
      return Optional.of(bytes);
    }
    ByteArrayOutputStream message = unfinished.orElseGet(ByteArrayOutputStream::new);
    if (message.size() + bytes.length > maxBytes) {
      throw new WsCloseException("message too long", WsCloseCodes.TOO_BIG);
    }
    message.writeBytes(bytes);
    unfinished = frame.fin() ? Optional.empty() : Optional.of(message);
    return frame.fin() ? Optional.of(message.toByteArray()) : Optional.empty();
  }
}
