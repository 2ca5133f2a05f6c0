package chat.proto;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where Redis is, as the setting {@code REDIS_URL} says it to gateways and services alike.
 *
 * @param tls whether the connection is encrypted
 * @param user empty for Redis's default user
 * @param password empty where none is asked for
 */
public record RedisAddress(
    String host, int port, boolean tls, Optional<String> user, Optional<String> password) {
  private static final int DEFAULT_PORT = 6379;
  private static final String TLS = "rediss";
  private static final Set<String> SCHEMES = Set.of("tcp", "redis", TLS);

  /**
   * Reads {@code SCHEME://[[USER]:PASSWORD@]HOST[:PORT]}: scheme {@code tcp} or {@code redis}, or
   * {@code rediss} for TLS; port 6379 where none is given. In user and password %40 stands for an @
   * and so on.
   *
   * @throws IllegalArgumentException for anything else; the message does not tell the password
   */
  public static RedisAddress parse(String url) {
    URI uri = uri(url);
    if (uri.getHost() == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
      throw malformed();
    }
    String[] login = Optional.ofNullable(uri.getUserInfo()).orElse(":").split(":", 2);
    if (login.length < 2) {
      throw malformed();
    }
    return new RedisAddress(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        uri.getScheme().equals(TLS),
        Optional.of(login[0]).filter(user -> !user.isEmpty()),
        Optional.of(login[1]).filter(password -> !password.isEmpty()));
  }

  /** Where it is, without user and password: fit for logs. */
  @Override
  public String toString() {
    return (tls ? TLS : "redis") + "://" + host + ":" + port;
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      // Its own message would repeat the password.
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "REDIS_URL must be tcp://HOST[:PORT], or redis:// or rediss:// with USER:PASSWORD@");
  }
}
