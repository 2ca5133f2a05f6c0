package chat.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.kiwiproject.consul.Consul;

/**
 * Where Consul is, as the settings {@code CONSUL_URL} and {@code CONSUL_TOKEN} say it to gateways
 * and services alike.
 *
 * @param url its HTTP interface
 * @param token shown to it with every request; empty where none is asked for
 */
public record ConsulAddress(URI url, Optional<String> token) {
  private static final int DEFAULT_PORT = 8500;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * Reads the two settings.
   *
   * @param url {@code http://HOST[:PORT]} or https; port 8500 where none is given; empty when there
   *     is no Consul
   * @param token empty for none
   * @throws IllegalArgumentException when the URL is anything else
   */
  public static Optional<ConsulAddress> parse(String url, String token) {
    if (url.isBlank()) {
      return Optional.empty();
    }
    URI parsed = parse(url.strip());
    return Optional.of(
        new ConsulAddress(parsed, Optional.of(token.strip()).filter(some -> !some.isEmpty())));
  }

  /**
   * A client, which connects when it is used.
   *
   * @param patience how long an answer may take
   */
  public Consul client(Duration patience) {
    Consul.Builder builder =
        Consul.builder()
            .withUrl(url.toString())
            // A Consul that is away must keep nobody from starting.
            .withPing(false)
            .withConnectTimeoutMillis(CONNECT_TIMEOUT.toMillis())
            .withReadTimeoutMillis(patience.toMillis());
    token.ifPresent(builder::withTokenAuth);
    return builder.build();
  }

  /** Where it is, without the token: fit for logs. */
  @Override
  public String toString() {
    return url.toString();
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
      if (uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && bare) {
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new URI(uri.getScheme(), null, uri.getHost(), port, null, null, null);
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalArgumentException("CONSUL_URL must be http://HOST[:PORT] or https://");
  }
}
