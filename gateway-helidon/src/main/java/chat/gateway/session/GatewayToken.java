package chat.gateway.session;

import chat.proto.TokenClaims;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.jwk.JwkOctet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The token with which this gateway itself calls the services: good for 5 minutes, made anew when
 * less than 2 of them are left. Thread-safe.
 */
public final class GatewayToken implements Supplier<String> {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration SPARE = Duration.ofMinutes(2);

  private final SigningKey key;
  private final Clock clock;

  // Guarded by this.
  private String token = "";
  private Instant renewAt = Instant.MIN;

  /**
   * Tokens signed with this secret.
   *
   * @throws IllegalArgumentException when the secret is too short
   */
  public GatewayToken(String secret, Clock clock) {
    this.key = new SigningKey(secret);
    this.clock = clock;
  }

  @Override
  public synchronized String get() {
    Instant now = clock.instant();
    if (now.isAfter(renewAt)) {
      token =
          key.sign(
              Jwt.builder()
                  .algorithm(JwkOctet.ALG_HS256)
                  .issuer(TokenClaims.ISSUER)
                  .subject("0")
                  .addUserGroup(TokenClaims.GATEWAY)
                  .issueTime(now)
                  .expirationTime(now.plus(LIFE))
                  .build());
      renewAt = now.plus(LIFE).minus(SPARE);
    }
    return token;
  }
}
