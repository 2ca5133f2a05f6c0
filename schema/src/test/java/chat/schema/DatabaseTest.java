package chat.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @Test
  void everythingHasADefault() {
    assertEquals(new Database("127.0.0.1", 3306, "chat", "", "chat"), Database.of(Map.of()));
  }

  @Test
  void thePasswordMayLieInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pass"), "a b\r\n");
    assertEquals("a b", Database.of(Map.of("DB_PASS_FILE", file.toString())).password());
    refused(
        Map.of("DB_PASS_FILE", file.toString(), "DB_PASS", "x"),
        "DB_PASS and DB_PASS_FILE must not both be set");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    refused(Map.of("DB_PASS_FILE", empty.toString()), "DB_PASS_FILE names an empty file: " + empty);
    refused(
        Map.of("DB_PASS_FILE", "/no/file"),
        "DB_PASS_FILE names a file that cannot be read: /no/file");
  }

  private static void refused(Map<String, String> environment, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> Database.of(environment));
    assertEquals(message, e.getMessage());
  }
}
