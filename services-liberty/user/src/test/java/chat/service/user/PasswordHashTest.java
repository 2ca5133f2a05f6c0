package chat.service.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  @Test
  void carriesItsParameters() {
    assertEquals("$argon2id$v=19$m=19456,t=2,p=1$", PasswordHash.of("pwd").substring(0, 31));
  }

  @Test
  void matchesItsPasswordOnly() {
    String hash = PasswordHash.of("pässwörd 😀");
    assertTrue(PasswordHash.matches("pässwörd 😀", hash));
    assertFalse(PasswordHash.matches("passwort 😀", hash));
    assertFalse(PasswordHash.isOutdated(hash));
  }

  @Test
  void isSalted() {
    assertNotEquals(PasswordHash.of("pwd"), PasswordHash.of("pwd"));
  }

  @Test
  void otherParametersStillMatchButAreOutdated() {
    Argon2Function weaker = Argon2Function.getInstance(8_192, 1, 1, 32, Argon2.ID);
    String hash = Password.hash("pwd").addRandomSalt(16).with(weaker).getResult();
    assertTrue(PasswordHash.matches("pwd", hash));
    assertTrue(PasswordHash.isOutdated(hash));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pwd",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1",
        "$argon2id$v=19$m=19456,t=2$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$argon2id$v=19$m=x,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$argon2id$v=19$m=19456,t=-2,p=0$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$argon2id$v=19$m=99999999999,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$argon2id$v=1$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$not base64!$AAAA",
        "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$",
        "$argon2q$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$AAAA",
        "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
      })
  void whatCannotBeReadMatchesNothing(String hash) {
    assertFalse(PasswordHash.matches("pwd", hash));
  }

  @Test
  void nobodysHashCostsAsMuchAsAnybodys() {
    assertFalse(PasswordHash.isOutdated(PasswordHash.OF_NOBODY));
    assertFalse(PasswordHash.matches("pwd", PasswordHash.OF_NOBODY));
  }
}
