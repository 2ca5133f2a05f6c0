package chat.gateway.presence;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many sessions a user may have at one time. A session is a login: the connections that share
 * its token are one session, so whoever comes back with the token is never in their own way.
 */
public enum SessionPolicy {
  /** As many as they like. */
  MANY,
  /** One; a second one is refused while the first is there. */
  SINGLE_REFUSE,
  /** One; a second one ends the first. */
  SINGLE_KICK;

  /**
   * The policy of a setting's value: the name in lower case, with a dash.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static SessionPolicy parse(String value) {
    return Arrays.stream(values())
        .filter(policy -> policy.setting().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "session-policy must be one of "
                        + Arrays.stream(values())
                            .map(SessionPolicy::setting)
                            .collect(Collectors.joining(", "))
                        + ": "
                        + value));
  }

  private String setting() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
