package chat.service.runtime;

import chat.proto.TokenClaims;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a service is told. Each WAR's META-INF/microprofile-config.properties names the service and
 * the variable of its port.
 *
 * @param name {@code user}, {@code social} or {@code message}
 * @param version of the build
 * @param grpcHost the address on which gRPC listens
 * @param grpcPort 0 to 65535; 0 takes any free one
 * @param maxInboundBytes the largest gRPC message that is read; at least 1,024
 */
record ServiceSettings(
    String name, String version, String grpcHost, int grpcPort, int maxInboundBytes) {

  ServiceSettings {
    if (grpcPort < 0 || grpcPort > 65_535) {
      throw new IllegalArgumentException("the gRPC port must be 0 to 65535, not " + grpcPort);
    }
    if (maxInboundBytes < 1_024) {
      throw new IllegalArgumentException(
          "chat.grpc.max-inbound-bytes must be 1024 or more, not " + maxInboundBytes);
    }
  }

  /**
   * Refuses a secret that is too short to sign with.
   *
   * @throws IllegalArgumentException when it has fewer than {@link TokenClaims#MIN_SECRET_BYTES}
   */
  static void checkSecret(String secret) {
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < TokenClaims.MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "JWT_SECRET must have at least %d bytes, it has %d"
              .formatted(TokenClaims.MIN_SECRET_BYTES, bytes));
    }
  }

  /** Reads the settings from MicroProfile Config. */
  @Dependent
  static class Source {
    @Inject
    @ConfigProperty(name = "chat.service.name")
    private String name;

    @Inject
    @ConfigProperty(name = "chat.service.version")
    private String version;

    @Inject
    @ConfigProperty(name = "GRPC_HOST", defaultValue = "0.0.0.0")
    private String grpcHost;

    @Inject
    @ConfigProperty(name = "chat.grpc.port")
    private int grpcPort;

    @Inject
    @ConfigProperty(name = "chat.grpc.max-inbound-bytes", defaultValue = "1048576")
    private int maxInboundBytes;

    @Inject
    @ConfigProperty(name = "JWT_SECRET", defaultValue = " ")
    private String secret;

    /** The service's name alone. */
    String name() {
      return name;
    }

    ServiceSettings read() {
      checkSecret(secret);
      return new ServiceSettings(name, version, grpcHost, grpcPort, maxInboundBytes);
    }
  }
}
