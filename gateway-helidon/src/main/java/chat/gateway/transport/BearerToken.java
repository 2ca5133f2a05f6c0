package chat.gateway.transport;

import java.util.Optional;

/** Finds the token in an {@code Authorization} header. */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** The token; empty where the header is of another kind, or empty itself. */
  public static Optional<String> of(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
