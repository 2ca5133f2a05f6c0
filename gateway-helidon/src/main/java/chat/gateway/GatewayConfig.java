package chat.gateway;

import chat.discovery.ConsulAddress;
import chat.discovery.ServiceNames;
import chat.gateway.backend.BackendSettings;
import chat.gateway.backend.CallSettings;
import chat.gateway.backend.Endpoint;
import chat.gateway.backend.Location;
import chat.gateway.control.ControlSettings;
import chat.gateway.delivery.DeliverySettings;
import chat.gateway.presence.PresenceSettings;
import chat.gateway.presence.SessionPolicy;
import chat.gateway.session.SessionSettings;
import chat.gateway.transport.TransportSettings;
import chat.proto.BrokenPromise;
import chat.proto.RedisAddress;
import chat.proto.SecretFiles;
import chat.proto.TokenClaims;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param control where operators' calls come in
 * @param drain how to stop
 * @param announcement where to register this gateway; empty without Consul
 * @param logFormat {@code text} or {@code json}
 * @param traceSlow from when on a request is slow; more than zero
 */
public record GatewayConfig(
    String jwtSecret,
    TransportSettings transport,
    SessionSettings session,
    BackendSettings backend,
    PresenceSettings presence,
    DeliverySettings delivery,
    ControlSettings control,
    Drain.Settings drain,
    Optional<Announcement.Settings> announcement,
    String logFormat,
    Duration traceSlow) {

  /** What may lie in a file, which NAME_FILE names then. */
  private static final Set<String> SECRETS = Set.of("JWT_SECRET", "REDIS_URL", "CONSUL_TOKEN");

  public GatewayConfig {
    if (jwtSecret.getBytes(StandardCharsets.UTF_8).length < TokenClaims.MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "JWT_SECRET must have at least " + TokenClaims.MIN_SECRET_BYTES + " bytes");
    }
    if (!LogLines.FORMATS.contains(logFormat)) {
      throw new IllegalArgumentException("log-format must be text or json: " + logFormat);
    }
    if (traceSlow.isNegative() || traceSlow.isZero()) {
      throw new IllegalArgumentException("trace-slow must be positive: " + traceSlow);
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
    var settings = new Settings(SecretFiles.read(environment, SECRETS));
    return new GatewayConfig(
        settings.text("jwt-secret"),
        transport(settings),
        session(settings),
        backend(settings),
        presence(settings),
        new DeliverySettings(
            settings.text("kafka-brokers"),
            settings.duration("tail-check-period"),
            BrokenPromise.of(settings.text("broken-promise"), settings.text("jwt-secret"))),
        new ControlSettings(settings.text("control-host"), settings.number("control-port")),
        new Drain.Settings(settings.duration("drain-timeout"), settings.duration("max-come-back")),
        consul(settings)
            .map(consul -> new Announcement.Settings(consul, settings.text("advertise-host"))),
        settings.text("log-format"),
        settings.duration("trace-slow"));
  }

  private static Optional<ConsulAddress> consul(Settings settings) {
    return ConsulAddress.parse(settings.text("consul-url"), settings.text("consul-token"));
  }

  private static BackendSettings backend(Settings settings) {
    return new BackendSettings(
        location(settings, "service-user", ServiceNames.USER, "127.0.0.1:60051"),
        location(settings, "service-social", ServiceNames.SOCIAL, "127.0.0.1:60052"),
        location(settings, "service-message", ServiceNames.MESSAGE, "127.0.0.1:60053"),
        new CallSettings(
            settings.duration("call-timeout"),
            settings.number("running-calls"),
            settings.number("waiting-calls")));
  }

  private static Location location(
      Settings settings, String list, String service, String otherwise) {
    String listed = settings.text(list);
    return listed.isBlank()
        ? consul(settings)
            .<Location>map(consul -> new Location.InConsul(consul, service))
            .orElseGet(() -> new Location.Listed(Endpoint.list(otherwise)))
        : new Location.Listed(Endpoint.list(listed));
  }

  private static TransportSettings transport(Settings settings) {
    return new TransportSettings(
        settings.text("host"),
        settings.number("tcp-port"),
        settings.number("http-port"),
        settings.number("metrics-port"),
        settings.flag("proxy-protocol"),
        tls(settings),
        settings.number("max-frame-bytes"),
        settings.number("connections-per-address"),
        settings.number("send-buffer-bytes"),
        settings.number("transfers"),
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
        new SessionSettings.Logins(
            settings.number("running-logins"), settings.number("waiting-logins")),
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
