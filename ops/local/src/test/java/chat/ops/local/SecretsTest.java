package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path directory;

  @Test
  void madeOnceAndReadableByTheOwnerOnly() throws Exception {
    Path file = directory.resolve("secrets.properties");
    Secrets made = Secrets.of(file);
    assertEquals(made, Secrets.of(file));
    assertTrue(made.jwt().length() >= 32);
    assertNotEquals(made.jwt(), made.database());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void tokensGetANewKeyAndTheRestStays() {
    Path file = directory.resolve("secrets.properties");
    Secrets made = Secrets.of(file);
    Secrets.renewTokenKey(file);
    Secrets renewed = Secrets.of(file);
    assertNotEquals(made.jwt(), renewed.jwt());
    assertEquals(new Secrets(renewed.jwt(), made.database(), made.keystore()), renewed);
  }

  @Test
  void aDamagedFileIsNamedAndKept() throws Exception {
    Path file = Files.writeString(directory.resolve("secrets.properties"), "jwt=short\n");
    String message = assertThrows(StackFailure.class, () -> Secrets.of(file)).getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertEquals("jwt=short\n", Files.readString(file));
  }
}
