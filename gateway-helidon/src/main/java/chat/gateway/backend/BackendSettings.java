package chat.gateway.backend;

import java.time.Duration;
import java.util.List;

/**
 * Where the services are.
 *
 * @param user instances of the user service, at least one
 * @param social instances of the social service, at least one
 * @param message instances of the message service, at least one
 * @param callTimeout deadline of every call, and of the acknowledgement of a message
 */
public record BackendSettings(
    List<Endpoint> user, List<Endpoint> social, List<Endpoint> message, Duration callTimeout) {

  public BackendSettings {
    user = List.copyOf(user);
    social = List.copyOf(social);
    message = List.copyOf(message);
    if (user.isEmpty() || social.isEmpty() || message.isEmpty()) {
      throw new IllegalArgumentException("every service needs at least one instance");
    }
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("call-timeout must be positive: " + callTimeout);
    }
  }
}
