package chat.gateway.dialect;

import java.util.List;

/**
 * One dialect: the only place that knows its field names. One codec serves one connection; decoding
 * happens on the reader's thread, encoding on any thread but one at a time.
 */
public interface Codec {
  /** The dialect's name, for operators. */
  String dialect();

  /**
   * Reads one frame.
   *
   * @param frame the bytes of one frame, without its terminator; never empty
   * @throws FrameException when it is no request of this dialect; the connection goes on
   */
  Command decode(byte[] frame) throws FrameException;

  /**
   * Writes one event.
   *
   * @return the frames with their terminators, in order; empty where the dialect has no such frame
   */
  List<byte[]> encode(Event event);
}
