package chat.client;

/**
 * Gets what comes. One thread calls it, one call after the other; it may block, and may ask the
 * client anything. What it throws is logged, and the event counts as handled.
 *
 * <p>While it blocks, up to {@link ClientSettings#room} messages wait for it, and later ones are
 * fetched from the server's history when there is room: none is lost. Pushes that find no room are
 * dropped. Of states the newest waits alone.
 */
public interface ChatListener {

  /**
   * The next message of a conversation: in the order of seq, each once, those that the user sends
   * (here or elsewhere) included.
   */
  default void onMessage(Message message) {}

  /** Something beside messages. */
  default void onPush(Push push) {}

  /** The connection has changed. States that were over before they could be told are left out. */
  default void onState(ConnectionState state) {}

  /**
   * The server has lost messages of a conversation that this client had seen (it was set back to a
   * backup) and gives their seqs again: forget what was shown of it and read its history.
   */
  default void onSetBack(Conversation conversation) {}
}
