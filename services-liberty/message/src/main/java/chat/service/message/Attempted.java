package chat.service.message;

import java.util.Optional;

/**
 * What came of an attempt to write a batch: one of the two.
 *
 * @param written committed, unless the commit itself fails
 * @param failure why it was rolled back
 */
record Attempted(Optional<Written> written, Optional<RuntimeException> failure) {

  static Attempted done(Written written) {
    return new Attempted(Optional.of(written), Optional.empty());
  }

  static Attempted failed(RuntimeException failure) {
    return new Attempted(Optional.empty(), Optional.of(failure));
  }

  /** What was written, or throws why not. */
  Written orThrow() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return written.orElseThrow();
  }
}
