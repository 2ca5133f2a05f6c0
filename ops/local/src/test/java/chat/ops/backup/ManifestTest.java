package chat.ops.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Manifest MANIFEST =
      new Manifest(
          Instant.parse("2026-11-25T12:00:00.123Z"),
          "0.1.0",
          "11.4.5-MariaDB",
          "4",
          1234,
          "0".repeat(64),
          Optional.of(new BinlogPosition("binlog.000003", 4711)),
          new TreeMap<>(Map.of("users", 3L, "messages", 0L)));

  @Test
  void isReadAsItWasWritten() {
    assertEquals(MANIFEST, Manifest.parse(MANIFEST.text()));
  }

  @Test
  void needsNoBinaryLog() {
    String without = MANIFEST.text().replaceAll("(?m)^binlog_.*\n", "");
    assertEquals(Optional.empty(), Manifest.parse(without).binlog());
  }

  @Test
  void saysWhatIsMissing() {
    String without = MANIFEST.text().replaceAll("(?m)^schema=.*\n", "");
    String message = assertThrows(BackupFailed.class, () -> Manifest.parse(without)).getMessage();
    assertTrue(message.contains("schema is missing"), message);
  }

  @Test
  void anotherFormatIsRefused() {
    String newer = MANIFEST.text().replace("chat-backup-1", "chat-backup-2");
    assertThrows(BackupFailed.class, () -> Manifest.parse(newer));
    assertThrows(BackupFailed.class, () -> Manifest.parse("hello"));
  }
}
