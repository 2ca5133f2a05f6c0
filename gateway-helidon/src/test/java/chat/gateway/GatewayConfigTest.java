package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.discovery.ConsulAddress;
import chat.gateway.backend.Endpoint;
import chat.gateway.backend.Location;
import chat.gateway.control.ControlSettings;
import chat.gateway.presence.SessionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void everySettingButTheSecretHasADefault() {
    GatewayConfig config = config(Map.of());
    assertEquals(7000, config.transport().tcpPort());
    assertEquals(3000, config.transport().httpPort());
    assertEquals(8080, config.transport().metricsPort());
    assertEquals(new ControlSettings("127.0.0.1", 8084), config.control());
    assertTrue(config.transport().tls().isEmpty());
    assertFalse(config.transport().proxyProtocol());
    assertEquals(65_536, config.transport().maxFrameBytes());
    assertEquals(1_024, config.session().queueEvents());
    assertEquals(100, config.session().failedLoginsPerAddress());
    assertEquals(
        new Location.Listed(List.of(new Endpoint("127.0.0.1", 60051))), config.backend().user());
    assertEquals(Duration.ofSeconds(20), config.drain().within());
    assertFalse(config.presence().gatewayId().isEmpty());
    assertEquals(SessionPolicy.MANY, config.presence().sessionPolicy());
    assertEquals("text", config.logFormat());
    assertEquals(Duration.ofSeconds(1), config.traceSlow());
  }

  @Test
  void servicesAreSoughtInListsThenInConsulThenHere() {
    var consul = ConsulAddress.parse("http://consul:8500", "secret").orElseThrow();
    GatewayConfig config =
        config(
            Map.of(
                "CONSUL_URL", "http://consul",
                "CONSUL_TOKEN", "secret",
                "ADVERTISE_HOST", "gateway-1",
                "SERVICE_SOCIAL", "a:1,b:2"));
    assertEquals(new Location.InConsul(consul, "chat-user-service"), config.backend().user());
    assertEquals(
        new Location.Listed(List.of(new Endpoint("a", 1), new Endpoint("b", 2))),
        config.backend().social());
    assertEquals(new Location.InConsul(consul, "chat-message-service"), config.backend().message());
    assertEquals(
        Optional.of(new Announcement.Settings(consul, "gateway-1")), config.announcement());
    assertTrue(config(Map.of()).announcement().isEmpty());
  }

  @Test
  void theEnvironmentGoesBeforeTheFileAndTheFileBeforeTheDefaults(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("chat.yaml"), "tcp-port: 1\nhttp-port: 2\n");
    GatewayConfig config = config(Map.of("CHAT_CONFIG", file.toString(), "TCP_PORT", "3"));
    assertEquals(3, config.transport().tcpPort());
    assertEquals(2, config.transport().httpPort());
    assertEquals(8080, config.transport().metricsPort());
  }

  @Test
  void aShortSecretIsRefused() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> config(Map.of("JWT_SECRET", "short")));
    assertEquals("JWT_SECRET must have at least 32 bytes", e.getMessage());
  }

  @Test
  void secretsMayLieInFiles(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("jwt"), SECRET + "\n");
    Path redis = Files.writeString(folder.resolve("redis"), "redis://:pwd@redis\n");
    GatewayConfig config =
        GatewayConfig.of(
            Map.of("JWT_SECRET_FILE", secret.toString(), "REDIS_URL_FILE", redis.toString()));
    assertEquals(SECRET, config.jwtSecret());
    assertEquals("pwd", config.presence().redis().password().orElseThrow());
  }

  @Test
  void theSecretIsNotShown() {
    assertFalse(config(Map.of()).toString().contains(SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TCP_PORT          | many     | TCP_PORT must be a whole number: many",
        "TCP_PORT          | 65536    | tcp-port must be from 0 to 65535: 65536",
        "PROXY_PROTOCOL    | yes      | PROXY_PROTOCOL must be true or false: yes",
        "JWT_SECRET_FILE   | /no/file | JWT_SECRET and JWT_SECRET_FILE must not both be set",
        "REDIS_URL_FILE    | /no/file | REDIS_URL_FILE names a file that cannot be read: /no/file",
        "CONTROL_PORT      | -1       | control-port must be from 0 to 65535: -1",
        "CONTROL_HOST      | ''       | control-host must not be empty",
        "LOGIN_TIMEOUT     | 10       | LOGIN_TIMEOUT must be a time such as PT10S: 10",
        "LOGIN_TIMEOUT     | PT0S     | login-timeout must be from PT1S to PT1H: PT0S",
        "MAX_FRAME_BYTES   | 5        | max-frame-bytes must be from 1024 to 1048576: 5",
        "DRAIN_TIMEOUT     | PT1H     | drain-timeout must be from PT0S to PT10M: PT1H",
        "CALL_TIMEOUT      | PT0S     | call-timeout must be positive: PT0S",
        "RUNNING_CALLS     | 0        | running-calls must be at least 1: 0",
        "WAITING_CALLS     | -1       | waiting-calls must be at least 0: -1",
        "FRAME_BURST       | 0        | frame-burst must be at least 1: 0",
        "QUEUE_EVENTS      | 15       | queue-events must be at least 16: 15",
        "UNACKNOWLEDGED_MESSAGES | 0  | unacknowledged-messages must be at least 1: 0",
        "FAILED_LOGINS_PER_ADDRESS | 0 | failed-logins-per-address must be at least 1: 0",
        "ACCOUNT_REQUESTS_PER_MINUTE | 0  | account-requests-per-minute must be at least 1: 0",
        "SERVICE_USER      | nowhere  | not host:port: nowhere",
        "CONSUL_URL        | consul:8500 | CONSUL_URL must be http://HOST[:PORT] or https://",
        "TLS_CERT_FILE     | cert.pem | TLS_CERT_FILE and TLS_KEY_FILE must be set together",
        "BROKEN_PROMISE | no-tail-check  | BROKEN_PROMISE is for tests alone: it needs a JWT_SECRET"
            + " that begins with for-tests-only-",
        "SESSION_POLICY    | one      | session-policy must be one of many, single-refuse, single-kick:"
            + " one",
        "HEARTBEAT_TIMEOUT | PT0S     | heartbeat-timeout must be at least PT0.1S: PT0S",
        "CHAT_CONFIG       | /no/file | CHAT_CONFIG names a file that cannot be read: /no/file",
        "LOG_FORMAT        | xml      | log-format must be text or json: xml",
        "TRACE_SLOW        | PT0S     | trace-slow must be positive: PT0S",
        "TRACE_SLOW        | soon     | TRACE_SLOW must be a time such as PT10S: soon",
      })
  void aBadSettingIsNamed(String name, String value, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> config(Map.of(name, value)));
    assertEquals(message, e.getMessage());
  }

  private static GatewayConfig config(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("JWT_SECRET", SECRET));
    all.putAll(environment);
    return GatewayConfig.of(all);
  }
}
