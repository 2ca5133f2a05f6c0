package chat.gateway.session;

import chat.gateway.backend.Service;
import chat.gateway.dialect.Envelope;
import chat.proto.ErrorCode;
import chat.proto.TokenClaims;
import chat.proto.user.ResumeRequest;
import chat.proto.user.UserServiceGrpc;
import io.helidon.security.jwt.Jwt;
import jakarta.json.JsonString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks users' tokens: signature, expiry, and whether the session has been ended. The last is
 * asked at the user service, and its answer kept for 30 s, for at most {@value #REMEMBERED} tokens.
 * Fail-open: while the user service is away, signature and expiry suffice. Thread-safe.
 */
public final class Tokens {
  private static final int REMEMBERED = 10_000;
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final Duration UNSURE_FOR = Duration.ofSeconds(2);

  private final SigningKey key;
  private final Service user;
  private final Clock clock;
  private final Fallbacks fallbacks;

  // Guarded by checked: grows whenever something is to be forgotten.
  private long forgotten;

  // Guarded by itself; the eldest goes first.
  private final Map<String, Checked> checked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Checked> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Checked(Caller caller, Instant until) {}

  /**
   * A check of tokens signed with this secret.
   *
   * @throws IllegalArgumentException when the secret is too short
   */
  public Tokens(String secret, Service user, Clock clock, Fallbacks fallbacks) {
    this.key = new SigningKey(secret);
    this.user = user;
    this.fallbacks = fallbacks;
    this.clock = clock;
  }

  /**
   * Whose token this is. Waits for the user service where the token has not been seen lately.
   *
   * @throws RequestFailed FORBIDDEN when the token is bad, expired or ended
   */
  public Caller authenticate(String token) {
    Instant now = clock.instant();
    Optional<Caller> known = remembered(token, now);
    return known.isPresent() ? known.get() : check(token, now);
  }

  /**
   * Whom a request acts for: its own token's user, or else who is logged in on the connection.
   *
   * @throws RequestFailed NOT_LOGGED_IN when it is nobody; FORBIDDEN when the token is bad, or the
   *     request says that it acts for somebody else
   */
  Caller callerOf(Optional<Caller> connection, Envelope envelope) {
    Caller caller =
        envelope
            .token()
            .map(this::authenticate)
            .or(() -> connection)
            .orElseThrow(() -> new RequestFailed(ErrorCode.NOT_LOGGED_IN, "Log in first."));
    if (envelope.actor().orElse(caller.userId()) != caller.userId()) {
      throw new RequestFailed(ErrorCode.FORBIDDEN, "You cannot act for somebody else.");
    }
    return caller;
  }

  /**
   * Whose token this is that the user service has just given out.
   *
   * @throws RequestFailed FORBIDDEN when it is not signed with the gateway's secret
   */
  Caller callerOfNew(String token) {
    return caller(key.read(token).orElseThrow(Tokens::bad), token);
  }

  /** Whether the caller's token has expired since it was checked. */
  boolean hasExpired(Caller caller) {
    return !clock.instant().isBefore(caller.expiry());
  }

  /** Forgets what was known of a token, because its session has been ended here. */
  void forget(String token) {
    synchronized (checked) {
      forgotten++;
      checked.remove(token);
    }
  }

  /** Forgets what was known of these callers' tokens: their sessions have been ended. */
  void forget(Predicate<Caller> whose) {
    synchronized (checked) {
      forgotten++;
      checked.values().removeIf(found -> whose.test(found.caller()));
    }
  }

  private Optional<Caller> remembered(String token, Instant now) {
    synchronized (checked) {
      return Optional.ofNullable(checked.get(token))
          .filter(found -> now.isBefore(found.until))
          .map(Checked::caller);
    }
  }

  private Caller check(String token, Instant now) {
    Jwt jwt = key.read(token).orElseThrow(Tokens::bad);
    Caller caller = caller(jwt, token);
    if (hasExpired(caller)) {
      throw new RequestFailed(ErrorCode.FORBIDDEN, "The token has expired, log in again.");
    }
    long before = forgottenSoFar();
    Instant until = now.plus(isSurelyGood(token) ? GOOD_FOR : UNSURE_FOR);
    synchronized (checked) {
      checked.remove(token);
      // What was to be forgotten meanwhile may have been this one: the next request asks again.
      if (forgotten == before) {
        Instant expiry = caller.expiry();
        checked.put(token, new Checked(caller, until.isBefore(expiry) ? until : expiry));
      }
    }
    return caller;
  }

  private long forgottenSoFar() {
    synchronized (checked) {
      return forgotten;
    }
  }

  private static Caller caller(Jwt jwt, String token) {
    List<String> roles = jwt.userGroups().orElse(List.of());
    boolean person =
        jwt.issuer().filter(TokenClaims.ISSUER::equals).isPresent()
            && roles.contains(TokenClaims.USER);
    if (!person) {
      throw bad();
    }
    try {
      int id = Integer.parseInt(jwt.subject().orElseThrow(Tokens::bad));
      Instant expiry = jwt.expirationTime().orElseThrow(Tokens::bad);
      return new Caller(
          id,
          jwt.userPrincipal().orElse(""),
          roles.contains(TokenClaims.ADMIN),
          sessionOf(jwt),
          token,
          expiry);
    } catch (NumberFormatException e) {
      throw bad();
    }
  }

  private static String sessionOf(Jwt jwt) {
    return jwt.payloadClaim(TokenClaims.SESSION)
        .filter(JsonString.class::isInstance)
        .map(claim -> ((JsonString) claim).getString())
        .orElse("");
  }

  private boolean isSurelyGood(String token) {
    ErrorCode answer;
    try {
      var request = ResumeRequest.newBuilder().setToken(token).build();
      answer =
          ErrorCode.ofErrno(
              user.call(UserServiceGrpc.getResumeMethod(), Optional.empty(), request).getErrno());
    } catch (RequestFailed e) {
      answer = e.code();
    }
    return switch (answer) {
      case OK -> true;
      case UNAVAILABLE, INTERNAL, SLOW_DOWN -> {
        fallbacks.uncheckedToken();
        yield false;
      }
      case REJECTED,
          ALREADY_LOGGED_IN,
          MALFORMED,
          NOT_LOGGED_IN,
          FORBIDDEN,
          NOT_FOUND,
          CONFLICT,
          TOO_LONG ->
          throw new RequestFailed(ErrorCode.FORBIDDEN, "The session has ended, log in again.");
    };
  }

  private static RequestFailed bad() {
    return new RequestFailed(ErrorCode.FORBIDDEN, "The token is not valid.");
  }
}
