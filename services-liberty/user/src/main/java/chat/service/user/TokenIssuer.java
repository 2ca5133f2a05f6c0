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
import java.util.List;
import java.util.UUID;

/** Signs the tokens of users, each for a new session, with server.xml's {@code jwtBuilder}. */
@ApplicationScoped
class TokenIssuer {
  /** How long a token is good. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final String BUILDER = "chat";

  @Inject private Clock clock;

  /** A token for this account, good from now on. */
  public String issue(Account account) {
    try {
      return JwtBuilder.create(BUILDER)
          .subject(String.valueOf(account.id()))
          .claim(TokenClaims.NAME, account.name())
          .claim(TokenClaims.GROUPS, List.copyOf(account.roles()))
          .claim(TokenClaims.SESSION, UUID.randomUUID().toString())
          .expirationTime(clock.instant().plus(LIFETIME).getEpochSecond())
          .buildJwt()
          .compact();
    } catch (JwtException | InvalidBuilderException | InvalidClaimException e) {
      throw new IllegalStateException("cannot sign a token: see jwtBuilder in server.xml", e);
    }
  }
}
