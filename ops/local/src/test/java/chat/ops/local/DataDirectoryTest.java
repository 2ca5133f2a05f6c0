package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temporary;

  @Test
  void onlyOneHoldsTheLock() {
    DataDirectory data = new DataDirectory(temporary.resolve("data"));
    assertFalse(data.inUse());
    data.create();
    FileLock lock = data.lock().orElseThrow();
    assertTrue(data.inUse());
    assertTrue(data.lock().isEmpty());
    DataDirectory.release(lock);
    assertFalse(data.inUse());
  }

  @Test
  void purgeDeletesDataAndNothingElse() throws Exception {
    Path documents = Files.createDirectory(temporary.resolve("documents"));
    Files.writeString(documents.resolve("letter"), "dear");
    assertThrows(StackFailure.class, () -> new DataDirectory(documents).purge());
    assertTrue(Files.exists(documents.resolve("letter")));

    DataDirectory data = new DataDirectory(temporary.resolve("data"));
    data.create();
    DataDirectory.release(data.lock().orElseThrow());
    data.purge();
    assertFalse(Files.exists(data.path()));
    data.purge();
  }

  @Test
  void theTailIsTheLastLines() throws Exception {
    DataDirectory data = new DataDirectory(temporary.resolve("data"));
    data.create();
    Files.writeString(data.log("kafka"), "one\ntwo\nthree\n");
    assertEquals(List.of("two", "three"), data.tail("kafka", 2));
    assertEquals(List.of(), data.tail("redis", 2));
  }
}
