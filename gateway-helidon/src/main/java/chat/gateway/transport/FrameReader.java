package chat.gateway.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a TCP stream into frames, however the bytes arrive. The terminator of the first frame
 * decides for the connection; blank frames are skipped and decide nothing. Holds at most one
 * unfinished frame. Reader's thread.
 */
final class FrameReader {
  /** Above this many bytes the buffer of a finished frame is given back. */
  private static final int KEPT_BYTES = 4_096;

  private final int maxBytes;
  private final Sink sink;
  private ByteArrayOutputStream unfinished = new ByteArrayOutputStream(0);
  private Optional<Terminator> decided = Optional.empty();
  private boolean oversize;

  /** Takes what the reader finds, in order. */
  interface Sink {
    /** One frame without its terminator; never blank. */
    void frame(byte[] frame, Terminator terminator);

    /**
     * A frame is longer than allowed; nothing comes after this.
     *
     * @param terminator of this connection; a line feed where none was seen yet
     */
    void oversize(Terminator terminator);
  }

  /**
   * A reader of one connection.
   *
   * @param maxBytes of a frame without its terminator
   */
  FrameReader(int maxBytes, Sink sink) {
    this.maxBytes = maxBytes;
    this.sink = sink;
  }

  /**
   * Takes the next piece of the stream.
   *
   * @return whether to go on; false at the end of an oversize frame, the rest of which has been
   *     swallowed so that closing the socket does not destroy the answer on its way
   */
  boolean feed(byte[] piece) {
    int start = 0;
    for (int end = 0; end < piece.length; end++) {
      Optional<Terminator> terminator = terminator(piece[end]);
      if (terminator.isPresent()) {
        take(piece, start, end);
        if (oversize) {
          return false;
        }
        finish(terminator.get());
        start = end + 1;
      }
    }
    take(piece, start, piece.length);
    return true;
  }

  /** The stream has ended: what came without a terminator is a frame too. */
  void end() {
    if (!oversize) {
      finish(decided.orElse(Terminator.LINE_FEED));
    }
  }

  private Optional<Terminator> terminator(byte b) {
    if (b != '\n' && b != 0) {
      return Optional.empty();
    }
    Terminator terminator = b == 0 ? Terminator.NUL : Terminator.LINE_FEED;
    return decided.isEmpty() || decided.get() == terminator
        ? Optional.of(terminator)
        : Optional.empty();
  }

  private void take(byte[] piece, int start, int end) {
    if (oversize) {
      return;
    }
    if (unfinished.size() + (end - start) > maxBytes) {
      oversize = true;
      unfinished = new ByteArrayOutputStream(0);
      sink.oversize(decided.orElse(Terminator.LINE_FEED));
    } else {
      unfinished.write(piece, start, end - start);
    }
  }

  private void finish(Terminator terminator) {
    byte[] frame = unfinished.toByteArray();
    if (frame.length > KEPT_BYTES) {
      unfinished = new ByteArrayOutputStream(0);
    } else {
      unfinished.reset();
    }
    int length = frame.length;
    while (length > 0 && frame[length - 1] == '\r') {
      length--;
    }
    if (!isBlank(frame, length)) {
      decided = Optional.of(terminator);
      sink.frame(length == frame.length ? frame : Arrays.copyOf(frame, length), terminator);
    }
  }

  private static boolean isBlank(byte[] frame, int length) {
    for (int i = 0; i < length; i++) {
      if (frame[i] != ' ' && frame[i] != '\t' && frame[i] != '\r' && frame[i] != '\n') {
        return false;
      }
    }
    return true;
  }
}
