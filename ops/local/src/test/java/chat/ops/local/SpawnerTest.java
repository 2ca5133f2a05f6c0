package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnerTest {
  private static final String ODD = "it's \"odd\" $HOME `x` \\ & 你";

  @TempDir Path temporary;
  private Path directory;
  private Path log;

  @BeforeEach
  void make() throws Exception {
    directory = Files.createDirectory(temporary.resolve("a 'quoted' directory"));
    log = directory.resolve("part.log");
  }

  @Test
  void argumentsSettingsAndDirectoryArriveAsTheyAre() throws Exception {
    try (Spawner spawner = new Spawner()) {
      ProcessHandle process =
          spawner.spawn(part("bash", "-c", "echo \"$1|$ODD|$PWD\"; exec sleep 60", "x", ODD), log);
      while (!Files.exists(log) || Files.size(log) == 0) {
        Thread.onSpinWait();
      }
      assertTrue(process.isAlive());
    }
    assertEquals(ODD + "|" + ODD + "|" + directory + "\n", Files.readString(log));
  }

  @Test
  void closingEndsWhatStillRunsEvenWhenItIsStopped() throws Exception {
    ProcessHandle running;
    ProcessHandle stopped;
    try (Spawner spawner = new Spawner()) {
      running = spawner.spawn(part("sleep", "60"), log);
      stopped = spawner.spawn(part("sleep", "60"), log);
      Shell.kill("STOP", stopped.pid());
    }
    assertFalse(running.isAlive());
    assertFalse(stopped.isAlive());
  }

  private Part part(String... command) {
    return new Part(
        "part",
        List.of(),
        Part.LOOPBACK,
        () -> {},
        directory,
        Map.of("ODD", ODD),
        List.of(command),
        () -> true);
  }
}
