package chat.gateway.dialect;

import java.util.List;

/**
 * The dialect of anybody with {@code nc}: one JSON object per line, numbered by {@code msgid}. Has
 * no state of its own, so one codec serves any number of connections.
 */
public final class LinesCodec implements Codec {
  private final LinesReader reader = new LinesReader();
  private final LinesWriter writer;

  private LinesCodec(byte[] terminator) {
    this.writer = new LinesWriter(terminator);
  }

  /** For TCP: a line feed ends a frame. */
  public static LinesCodec overTcp() {
    return new LinesCodec(new byte[] {'\n'});
  }

  /** For WebSocket: a message is a frame. */
  public static LinesCodec overWebSocket() {
    return new LinesCodec(new byte[0]);
  }

  @Override
  public String dialect() {
    return "lines";
  }

  @Override
  public Command decode(byte[] frame) throws FrameException {
    return reader.read(frame);
  }

  @Override
  public List<byte[]> encode(Event event) {
    // A client that logs out gets no answer; only its failure is one.
    return event instanceof Event.Done done && done.kind() == RequestKind.LOGOUT
        ? List.of()
        : List.of(writer.write(event));
  }
}
