package chat.service.runtime;

import chat.proto.TokenClaims;
import com.ibm.websphere.security.jwt.Claims;
import com.ibm.websphere.security.jwt.InvalidConsumerException;
import com.ibm.websphere.security.jwt.InvalidTokenException;
import com.ibm.websphere.security.jwt.JwtConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Liberty's own check, as the {@code jwtConsumer} named {@value #CONSUMER} in server.xml describes
 * it. Takes 0.1 to 0.2 ms of CPU, which is why {@link Tokens} remembers the outcome.
 */
@ApplicationScoped
class LibertySignatureCheck implements SignatureCheck {
  private static final String CONSUMER = "chat";

  @Override
  public Optional<VerifiedToken> check(String token) {
    try {
      return Optional.of(read(JwtConsumer.create(CONSUMER).createJwt(token).getClaims()));
    } catch (InvalidTokenException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InvalidConsumerException e) {
      throw new IllegalStateException("server.xml has no jwtConsumer " + CONSUMER, e);
    }
  }

  private static VerifiedToken read(Claims claims) {
    Set<String> roles =
        claims.get(TokenClaims.GROUPS) instanceof Collection<?> groups
            ? groups.stream().map(Object::toString).collect(Collectors.toSet())
            : Set.of();
    Caller caller =
        new Caller(
            Integer.parseInt(text(claims, TokenClaims.SUBJECT).orElse("")),
            text(claims, TokenClaims.NAME).orElse(""),
            roles,
            text(claims, TokenClaims.SESSION));
    return new VerifiedToken(caller, Instant.ofEpochSecond(claims.getExpiration()));
  }

  private static Optional<String> text(Claims claims, String name) {
    return Optional.ofNullable(claims.get(name)).map(Object::toString);
  }
}
