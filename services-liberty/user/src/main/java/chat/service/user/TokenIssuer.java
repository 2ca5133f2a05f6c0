package chat.service.user;

import chat.proto.TokenClaims;
import com.ibm.websphere.security.jwt.InvalidBuilderException;
import com.ibm.websphere.security.jwt.InvalidClaimException;
import com.ibm.websphere.security.jwt.JwtBuilder;
import com.ibm.websphere.security.jwt.JwtException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Signs the tokens of users, each for a new session, with server.xml's {@code jwtBuilder}. */
@ApplicationScoped
class TokenIssuer {
  /** How long a token is good. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final String BUILDER = "chat";

  @Inject private Clock clock;

  /** A token, and what it says of the session and of its end. */
  record Issued(String token, String session, Instant expires) {}

  /** A token for this account, good from now on. */
  public Issued issue(Account account) {
    String session = UUID.randomUUID().toString();
    Instant expires = clock.instant().plus(LIFETIME);
    try {
      String token =
          JwtBuilder.create(BUILDER)
              .subject(String.valueOf(account.id()))
              .claim(TokenClaims.NAME, account.name())
              .claim(TokenClaims.GROUPS, List.copyOf(account.roles()))
              .claim(TokenClaims.SESSION, session)
              .expirationTime(expires.getEpochSecond())
              .buildJwt()
              .compact();
      return new Issued(token, session, expires);
    } catch (JwtException | InvalidBuilderException | InvalidClaimException e) {
      throw new IllegalStateException("cannot sign a token: see jwtBuilder in server.xml", e);
    }
  }
}
