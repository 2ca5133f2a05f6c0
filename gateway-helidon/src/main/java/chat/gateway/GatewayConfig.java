package chat.gateway;

import chat.gateway.backend.BackendSettings;
import chat.gateway.backend.Endpoint;
import chat.gateway.delivery.DeliverySettings;
import chat.gateway.presence.PresenceSettings;
import chat.gateway.presence.SessionPolicy;
import chat.gateway.session.SessionSettings;
import chat.gateway.transport.TransportSettings;
import chat.proto.BrokenPromise;
import chat.proto.RedisAddress;
import chat.proto.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that can be set, checked. The names, defaults and meanings are in {@code
 * application.yaml}.
 *
 * @param jwtSecret at least {@link TokenClaims#MIN_SECRET_BYTES} bytes
 * @param transport ports and what one client may do to them
 * @param session limits of one client's connection
 * @param backend where the services are
 * @param presence Redis, and this gateway's name
 * @param delivery Kafka
 * @param drain how to stop
 */
public record GatewayConfig(
    String jwtSecret,
    TransportSettings transport,
    SessionSettings session,
    BackendSettings backend,
    PresenceSettings presence,
    DeliverySettings delivery,
    Drain.Settings drain) {

  public GatewayConfig {
    if (jwtSecret.getBytes(StandardCharsets.UTF_8).length < TokenClaims.MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "JWT_SECRET must have at least " + TokenClaims.MIN_SECRET_BYTES + " bytes");
    }
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "GatewayConfig[" + transport + ", " + presence + ", " + backend + "]";
  }

  /**
   * Reads all settings.
   *
   * @param environment of the process
   * @throws IllegalArgumentException with a plain sentence, when one of them is not allowed
   */
  public static GatewayConfig of(Map<String, String> environment) {
    var settings = new Settings(environment);
    return new GatewayConfig(
        settings.text("jwt-secret"),
        transport(settings),
        session(settings),
        new BackendSettings(
            Endpoint.list(settings.text("service-user")),
            Endpoint.list(settings.text("service-social")),
            Endpoint.list(settings.text("service-message")),
            settings.duration("call-timeout")),
        presence(settings),
        new DeliverySettings(
            settings.text("kafka-brokers"),
            settings.duration("tail-check-period"),
            BrokenPromise.of(settings.text("broken-promise"), settings.text("jwt-secret"))),
        new Drain.Settings(settings.duration("drain-timeout"), settings.duration("max-come-back")));
  }

  private static TransportSettings transport(Settings settings) {
    return new TransportSettings(
        settings.text("host"),
        settings.number("tcp-port"),
        settings.number("http-port"),
        settings.number("metrics-port"),
        tls(settings),
        settings.number("max-frame-bytes"),
        settings.number("connections-per-address"),
        settings.number("send-buffer-bytes"),
        settings.duration("classic-pause"),
        settings.duration("login-timeout"),
        settings.duration("web-socket-timeout"));
  }

  private static Optional<TransportSettings.TlsSettings> tls(Settings settings) {
    String certificates = settings.text("tls-cert-file");
    String key = settings.text("tls-key-file");
    if (certificates.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException("TLS_CERT_FILE and TLS_KEY_FILE must be set together");
    }
    return certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TransportSettings.TlsSettings(
                settings.number("tls-tcp-port"),
                settings.number("tls-http-port"),
                Path.of(certificates),
                Path.of(key)));
  }

  private static SessionSettings session(Settings settings) {
    return new SessionSettings(
        settings.number("queue-events"),
        settings.number("queue-bytes"),
        settings.number("unacknowledged-messages"),
        settings.number("frames-per-second"),
        settings.number("frame-burst"),
        settings.number("failed-logins"),
        settings.number("failed-logins-per-address"),
        settings.duration("failed-login-window"),
        settings.number("account-requests-per-minute"),
        settings.duration("heartbeat-timeout"),
        settings.duration("write-timeout"),
        settings.duration("goodbye-timeout"));
  }

  private static PresenceSettings presence(Settings settings) {
    String id = settings.text("gateway-id");
    return new PresenceSettings(
        RedisAddress.parse(settings.text("redis-url")),
        id.isEmpty() ? UUID.randomUUID().toString() : id,
        SessionPolicy.parse(settings.text("session-policy")));
  }
}
