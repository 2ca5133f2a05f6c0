package chat.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client connects and how much it keeps. Made by {@link ChatClient#builder}.
 *
 * @param port 7000 without TLS, 7443 with it, where the server has not set others
 * @param device what this client is, for the user's list of sessions; up to 100 characters
 * @param name the user's
 * @param password the user's
 * @param token from an earlier login, to be tried first
 * @param patience how long the first login, and any request, may take
 * @param firstPause before the first try to come back; doubles with each try, up to {@code
 *     longestPause}. Pauses are shortened by up to a half, at random
 * @param gapPatience how long messages that are missing may still come by themselves before the
 *     server is asked for them
 * @param room messages that wait for the listener; further ones are fetched when there is room
 * @param outbox messages that wait to be acknowledged; a further one is refused
 */
public record ClientSettings(
    String host,
    int port,
    Encryption encryption,
    String device,
    String name,
    Optional<String> password,
    Optional<String> token,
    Duration patience,
    Duration firstPause,
    Duration longestPause,
    Duration gapPatience,
    int room,
    int outbox) {

  /** Checks that they make sense. */
  public ClientSettings {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the port must be 1 to 65535, not " + port);
    }
    if (password.isEmpty() && token.isEmpty()) {
      throw new IllegalArgumentException("a password or a token is needed");
    }
    if (room < 1 || outbox < 1) {
      throw new IllegalArgumentException("room and outbox must be 1 or more");
    }
  }

  /** Without password and token, for logs. */
  @Override
  public String toString() {
    return name + " at " + host + ":" + port;
  }
}
