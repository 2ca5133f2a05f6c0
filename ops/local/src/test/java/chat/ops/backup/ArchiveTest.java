package chat.ops.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final byte[] DUMP = "-- Dump\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void aWholeOneIsFine() throws Exception {
    try (Archive archive = Archive.open(written(DUMP))) {
      archive.check();
      assertEquals(DUMP.length, archive.dump().readAllBytes().length);
    }
  }

  @Test
  void anotherDumpIsNoticed() throws Exception {
    byte[] other = DUMP.clone();
    other[0] = '#';
    try (Archive archive = Archive.open(written(other))) {
      String message = assertThrows(BackupFailed.class, archive::check).getMessage();
      assertTrue(message.contains("SHA-256"), message);
    }
  }

  @Test
  void aFileThatWasCutOffIsNoBackup() throws Exception {
    byte[] whole = Files.readAllBytes(written(DUMP));
    Path half = directory.resolve("half.zip");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThrows(BackupFailed.class, () -> Archive.open(half));
    assertThrows(BackupFailed.class, () -> Archive.open(directory.resolve("nothing.zip")));
  }

  /** A file with that dump and the manifest of the right one. */
  private Path written(byte[] dump) throws IOException {
    Manifest manifest =
        new Manifest(
            Instant.EPOCH,
            "p",
            "s",
            "4",
            DUMP.length,
            HexFormat.of().formatHex(Archive.sha256().digest(DUMP)),
            Optional.empty(),
            new TreeMap<>());
    Path file = directory.resolve("backup.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(Archive.DUMP));
      zip.write(dump);
      zip.putNextEntry(new ZipEntry(Archive.MANIFEST));
      zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
