package chat.gateway.session;

import chat.proto.TokenClaims;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.JwkOctet;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The secret with which all tokens are signed: HMAC-SHA256. Thread-safe. */
final class SigningKey {
  private final JwkOctet key;

  /**
   * A key.
   *
   * @param secret at least {@link TokenClaims#MIN_SECRET_BYTES} bytes of UTF-8
   * @throws IllegalArgumentException when it is shorter
   */
  SigningKey(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < TokenClaims.MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "JWT_SECRET must have at least %d bytes, it has %d"
              .formatted(TokenClaims.MIN_SECRET_BYTES, bytes.length));
    }
    key =
        JwkOctet.create(
            Json.createObjectBuilder()
                .add("kty", "oct")
                .add("kid", "chat")
                .add("alg", JwkOctet.ALG_HS256)
                .add("k", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .build());
  }

  /** What a token says; empty when it is no token, or not signed with this key. */
  Optional<Jwt> read(String token) {
    try {
      SignedJwt signed = SignedJwt.parseToken(token);
      boolean ours =
          signed.getJwt().algorithm().filter(JwkOctet.ALG_HS256::equals).isPresent()
              && key.verifySignature(signed.getSignedBytes(), signed.getSignature());
      return ours ? Optional.of(signed.getJwt()) : Optional.empty();
    } catch (RuntimeException e) {
      // The parser reports garbage with many kinds of exceptions, its JSON library's among them.
      return Optional.empty();
    }
  }

  /** Signs a token. */
  String sign(Jwt jwt) {
    return SignedJwt.sign(jwt, key).tokenContent();
  }
}
