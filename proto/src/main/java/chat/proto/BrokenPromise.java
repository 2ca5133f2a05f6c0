package chat.proto;

import java.util.Locale;
import java.util.Optional;

/**
 * A promise of the message path that a process breaks on purpose, so that the history checker can
 * be seen to notice. Set by BROKEN_PROMISE, such as {@code ack-before-commit}. A process that is
 * told to break one does not start unless its token key says that nobody relies on it.
 */
public enum BrokenPromise {
  /** The message service acknowledges what it has not committed yet. */
  ACK_BEFORE_COMMIT,
  /** The message service does not publish what was left behind. */
  NO_OUTBOX_REPLAY,
  /** The message service takes the sequence numbers from Redis. */
  SEQ_FROM_REDIS,
  /** The gateway passes on what comes after a gap, and fetches nothing. */
  NO_GAP_REPAIR,
  /** The gateway never asks where conversations end. */
  NO_TAIL_CHECK,
  /** The gateway writes no route again that Redis has lost. */
  NO_ROUTE_HEALING;

  /** The setting. */
  public static final String SETTING = "BROKEN_PROMISE";

  /** How the token key of a system for tests begins. */
  public static final String TEST_KEY = "for-tests-only-";

  /** The value of the setting. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The promise that is to be broken.
   *
   * @param setting the value of BROKEN_PROMISE; empty in every real system
   * @param jwtSecret the token key
   * @throws IllegalArgumentException when there is no such promise, or the key is not one for tests
   */
  public static Optional<BrokenPromise> of(String setting, String jwtSecret) {
    if (setting.isBlank()) {
      return Optional.empty();
    }
    if (!jwtSecret.startsWith(TEST_KEY)) {
      throw new IllegalArgumentException(
          SETTING + " is for tests alone: it needs a JWT_SECRET that begins with " + TEST_KEY);
    }
    try {
      return Optional.of(valueOf(setting.toUpperCase(Locale.ROOT).replace('-', '_')));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no promise is called " + setting, e);
    }
  }
}
