package chat.gateway.session;

import chat.gateway.dialect.Event;

/**
 * One client's connection. The transport's reader thread calls {@link #receive} and {@link #end};
 * everything else may be called from any thread.
 */
public final class Session {

  /** A number for logs, unique in this process. */
  public long id() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes one frame, without its terminator: decodes it and answers it. Returns when it has been
   * handed on; blocks while too many messages are unacknowledged. Reader's thread.
   */
  public void receive(byte[] frame) {
    throw new UnsupportedOperationException();
  }

  /** Enqueues an event for the client; blocks while its queue is full. Not after the end. */
  public void send(Event event) {
    throw new UnsupportedOperationException();
  }

  /** Answers what is under way, sends this last event, and closes. Returns at once. */
  public void refuse(Event last) {
    throw new UnsupportedOperationException();
  }

  /**
   * The reader saw the end of the stream: waits for replies under way, flushes, closes the link and
   * unregisters. Reader's thread, exactly once.
   */
  public void end() {
    throw new UnsupportedOperationException();
  }
}
