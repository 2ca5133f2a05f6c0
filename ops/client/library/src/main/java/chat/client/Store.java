package chat.client;

import java.util.List;
import java.util.Map;

/**
 * What a client remembers across restarts: what was handled, and what is not known to be stored.
 * With it the listener gets each message once however often the program ends in order; after a
 * crash, the message that was being handled comes again. Called by several threads, also after
 * {@link #close}, which then does nothing.
 */
public interface Store extends AutoCloseable {

  /**
   * The last message of a conversation that was handled.
   *
   * @param msgId tells whether the server still has that message at this seq
   */
  record Mark(long seq, String msgId) {}

  /** A message that was to be sent. */
  record Outgoing(String msgId, Draft draft) {}

  /**
   * What was remembered.
   *
   * @param outgoing in the order in which they were to be sent
   */
  record Memory(Map<Conversation, Mark> marks, List<Outgoing> outgoing) {
    /** Takes copies. */
    public Memory {
      marks = Map.copyOf(marks);
      outgoing = List.copyOf(outgoing);
    }
  }

  /** What is remembered from before. */
  Memory memory();

  /** The listener has handled a message. */
  void handled(Conversation conversation, Mark mark);

  /** A conversation was set back: nothing of it was handled. */
  void forget(Conversation conversation);

  /** A message is to be sent. */
  void added(Outgoing outgoing);

  /** A message is stored, or refused for good. */
  void settled(String msgId);

  /** What is remembered from now on does not count. */
  @Override
  void close();

  /** Remembers nothing. */
  static Store none() {
    return new NoStore();
  }
}
