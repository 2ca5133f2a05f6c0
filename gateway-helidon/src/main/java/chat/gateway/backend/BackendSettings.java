package chat.gateway.backend;

import java.time.Duration;

/**
 * Where the services are.
 *
 * @param callTimeout deadline of every call, and of the acknowledgement of a message
 */
public record BackendSettings(
    Location user, Location social, Location message, Duration callTimeout) {

  public BackendSettings {
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("call-timeout must be positive: " + callTimeout);
    }
  }
}
