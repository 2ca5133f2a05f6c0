package chat.service.runtime;

import java.util.Optional;

/** Reads a token, if its signature and its issuer are ours and it has not expired. */
interface SignatureCheck {

  /** The token's content; empty when it is not to be believed. */
  Optional<VerifiedToken> check(String token);
}
