package chat.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  private static final Set<String> NAMES = Set.of("JWT_SECRET", "DB_PASS");

  @TempDir private Path folder;

  @Test
  void aFileHoldsTheSecretWithoutItsLastLineEnds() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), " a b\nc \n\r\n");
    var environment = Map.of("DB_PASS_FILE", file.toString(), "DB_USER", "ann");
    assertEquals(
        Map.of("DB_PASS_FILE", file.toString(), "DB_USER", "ann", "DB_PASS", " a b\nc "),
        SecretFiles.read(environment, NAMES));
  }

  @Test
  void othersAndWhatIsSetToNothingAreLeftAlone() {
    var environment = Map.of("TLS_KEY_FILE", "/no/file", "JWT_SECRET", "x", "JWT_SECRET_FILE", "");
    assertEquals(environment, SecretFiles.read(environment, NAMES));
  }

  @Test
  void aFileGoesBeforeAVariableThatIsSetToNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "x");
    var environment = Map.of("DB_PASS", "", "DB_PASS_FILE", file.toString());
    assertEquals("x", SecretFiles.read(environment, NAMES).get("DB_PASS"));
  }

  @Test
  void bothAreRefused() {
    refused(
        Map.of("JWT_SECRET", "x", "JWT_SECRET_FILE", "y"),
        "JWT_SECRET and JWT_SECRET_FILE must not both be set");
  }

  @Test
  void aFileThatCannotBeReadOrHoldsNothingIsNamed() throws IOException {
    refused(
        Map.of("DB_PASS_FILE", "/no/file"),
        "DB_PASS_FILE names a file that cannot be read: /no/file");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    refused(Map.of("DB_PASS_FILE", empty.toString()), "DB_PASS_FILE names an empty file: " + empty);
  }

  private static void refused(Map<String, String> environment, String message) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> SecretFiles.read(environment, NAMES));
    assertEquals(message, e.getMessage());
  }
}
