package chat.gateway.session;

import java.io.IOException;

/**
 * The write side of one client's socket, as the transport gives it to a session. Called by the
 * session's one writer thread only, but for {@link #close}.
 */
public interface Link {
  /**
   * Writes one frame as the codec made it and returns when the socket has taken it. Blocks while
   * the peer does not read.
   *
   * @throws IOException when the peer is gone; the session ends
   */
  void write(byte[] frame) throws IOException;

  /** Closes the socket, from any thread, more than once without harm. The reader sees the end. */
  void close();

  /**
   * Whether the transport asks the peer for signs of life: it calls {@link Session#asking} and
   * {@link Session#answered} then, and a message counts as delivered when the peer has answered.
   * Where not, it counts when the socket has taken it.
   */
  default boolean asks() {
    return false;
  }

  /** Asks for a sign of life now, unless something else is being written. Only where it asks. */
  default void ask() {}

  /** What carries the frames: {@code tcp} or {@code websocket}. */
  String transport();

  /** Who is on the other side: address and port, for logs. */
  String remote();

  /** The address alone, for the limits. */
  default String address() {
    String remote = remote();
    int colon = remote.lastIndexOf(':');
    return colon < 0 ? remote : remote.substring(0, colon);
  }
}
