package chat.service.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Checks tokens: signature, issuer, expiry. Whether the session was ended is for {@link
 * EndedSessions}. Remembers up to {@value #REMEMBERED} good tokens until they expire, so that a
 * token costs its cryptography once; bad ones are never remembered, so nobody can fill the memory
 * with them. Any thread; never blocks.
 */
@ApplicationScoped
public class Tokens {
  private static final int REMEMBERED = 50_000;

  private final SignatureCheck signatures;
  private final Clock clock;
  private final Cache<String, VerifiedToken> good =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  @Inject
  Tokens(SignatureCheck signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  /** For the container's proxy. */
  protected Tokens() {
    this(token -> Optional.empty(), Clock.systemUTC());
  }

  /** Whose token this is; empty when it is bad or has expired. */
  public Optional<Caller> verify(String token) {
    VerifiedToken known = good.getIfPresent(token);
    if (known == null) {
      Optional<VerifiedToken> checked = signatures.check(token);
      checked.filter(this::isAlive).ifPresent(alive -> good.put(token, alive));
      return checked.filter(this::isAlive).map(VerifiedToken::caller);
    }
    if (isAlive(known)) {
      return Optional.of(known.caller());
    }
    good.invalidate(token);
    return Optional.empty();
  }

  private boolean isAlive(VerifiedToken token) {
    return clock.instant().isBefore(token.expires());
  }
}
