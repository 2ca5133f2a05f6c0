package chat.ops.check.client;

import java.io.IOException;

/** A connection to a gateway: texts out, texts in. */
interface Wire extends AutoCloseable {

  /** Hears what comes, on the connection's own thread; must not block for long. */
  interface Listener {
    /** A frame, without what ends it. */
    void frame(String text);

    /** Nothing comes any more. Called once. */
    void closed();
  }

  /**
   * Sends one frame; waits while the connection takes none.
   *
   * @throws IOException when the connection is over
   */
  void send(String frame) throws IOException;

  /** Ends the connection at once, without a word to the server. */
  @Override
  void close();
}
