package chat.gateway.backend;

import java.util.Arrays;
import java.util.List;

/**
 * Where one instance of a service listens.
 *
 * @param host a name or an address
 * @param port 1 to 65,535
 */
public record Endpoint(String host, int port) {

  public Endpoint {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
    }
  }

  /**
   * Reads {@code host:port,host:port}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static List<Endpoint> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(Endpoint::parse).toList();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  private static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("not host:port: " + text, e);
    }
  }
}
