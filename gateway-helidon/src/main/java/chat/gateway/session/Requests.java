package chat.gateway.session;

import chat.gateway.dialect.Command;
import chat.gateway.dialect.Credentials;
import chat.gateway.dialect.Event;
import chat.proto.common.User;
import java.util.Optional;

/** Answers requests by calling the services. Blocks; thread-safe. */
public final class Requests {

  /** Who logged in, and the token of the new session. */
  public record Identity(User user, String token) {}

  /**
   * Answers one request; a chat when it has been committed. Never throws.
   *
   * @param connection who is logged in on the connection, or whose token came beside the request
   * @param remoteAddress the client's address without its port, for the limits
   */
  public Event.Reply answer(Optional<Caller> connection, String remoteAddress, Command command) {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks credentials; a password makes a new token, a token is answered with itself.
   *
   * @throws RequestFailed REJECTED, FORBIDDEN, SLOW_DOWN or UNAVAILABLE
   */
  public Identity login(Credentials credentials, String remoteAddress) {
    throw new UnsupportedOperationException();
  }
}
