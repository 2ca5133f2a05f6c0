package chat.service.runtime;

import java.time.Instant;

/**
 * A token with a good signature.
 *
 * @param caller whose it is
 * @param expires from when on it is refused
 */
record VerifiedToken(Caller caller, Instant expires) {}
