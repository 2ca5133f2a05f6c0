package chat.gateway.session;

import chat.gateway.dialect.Codec;

/** Makes the session of a new connection. Thread-safe. */
public final class SessionFactory {

  /** A session that is not logged in. While the gateway drains it is refused with a notice. */
  public Session open(Codec codec, Link link) {
    return new Session();
  }

  /**
   * A session of somebody whose token came with the connection: logs in at once, and sends the
   * login's reply (or why it failed, and closes).
   */
  public Session openAs(Codec codec, Link link, Caller caller) {
    return new Session();
  }
}
