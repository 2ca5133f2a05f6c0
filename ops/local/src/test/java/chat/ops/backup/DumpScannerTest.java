package chat.ops.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpScannerTest {
  private static final String DUMP =
      """
      -- MariaDB dump 10.19-11.4.5-MariaDB
      -- CHANGE MASTER TO MASTER_LOG_FILE='binlog.000003', MASTER_LOG_POS=4711;
      CREATE TABLE `outbox` (
        `id` bigint(20) NOT NULL
      ) ENGINE=InnoDB;
      CREATE TABLE `users` (
        `id` int(11) NOT NULL AUTO_INCREMENT
      ) ENGINE=InnoDB;
      INSERT INTO `users` VALUES
      (1,'ann','INSERT INTO `outbox` VALUES\\n(1)'),
      (2,'(ben)','');
      INSERT INTO `users` VALUES
      (3,'-- Dump completed','');
      """;
  private static final String END = "-- Dump completed on 2026-11-25 12:00:00\n";

  private final DumpScanner scanner = new DumpScanner();

  @Test
  void countsTheRowsOfEachTable() {
    read(DUMP + END, DUMP.length());
    assertEquals(Map.of("outbox", 0L, "users", 3L), scanner.rows());
    assertEquals(Optional.of(new BinlogPosition("binlog.000003", 4711)), scanner.binlog());
  }

  @Test
  void itDoesNotMatterHowTheBytesCome() {
    read(DUMP + END, 7);
    assertEquals(Map.of("outbox", 0L, "users", 3L), scanner.rows());
    assertTrue(scanner.isComplete());
  }

  @Test
  void withoutItsLastLineItIsNotComplete() {
    read(DUMP, 100);
    assertFalse(scanner.isComplete());
  }

  private void read(String text, int piece) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start += piece) {
      byte[] next = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + piece));
      scanner.read(next, next.length);
    }
  }
}
