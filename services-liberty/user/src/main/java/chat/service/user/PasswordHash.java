package chat.service.user;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Argon2id, as OWASP recommends it for logins. The text form (PHC) carries the parameters, so a
 * hash made with other ones stays good, and is replaced at the next login. Costs about 50 ms of CPU
 * and 19 MiB while it runs: call it through {@link HashingQueue} only.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function FUNCTION =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  /** The hash of a password that nobody has: an unknown name costs as much as a known one. */
  static final String OF_NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private PasswordHash() {}

  /** Hashes with a new random salt. */
  static String of(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION).getResult();
  }

  /** Whether the password is the one of the hash; false for a hash that cannot be read. */
  static boolean matches(String password, String hash) {
    try {
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    } catch (RuntimeException e) {
      // The reader throws whatever a broken hash leads it into.
      return false;
    }
  }

  /** Whether a readable hash was made with other parameters than today's. */
  static boolean isOutdated(String hash) {
    return !Argon2Function.getInstanceFromHash(hash).equals(FUNCTION);
  }
}
