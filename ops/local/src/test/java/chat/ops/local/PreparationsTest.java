package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PreparationsTest {
  /** Takes its time, as a real one does. */
  private static final String COPY = "sleep 0.2; cat; echo $WHO; exit $CODE";

  @TempDir Path temporary;
  private DataDirectory data;
  private Spawner spawner;
  private Preparations preparations;

  @BeforeEach
  void make() {
    data = new DataDirectory(temporary.resolve("it's here"));
    data.create();
    spawner = new Spawner();
    preparations = new Preparations(spawner, data);
  }

  @AfterEach
  void end() {
    spawner.close();
  }

  @Test
  void readsItsInputAndWritesToTheLogAndTellsHowItEnded() throws Exception {
    Path input = Files.writeString(data.path().resolve("input"), "hello ");
    assertTrue(run(List.of("bash", "-c", COPY), "0", input));
    assertFalse(run(List.of("bash", "-c", COPY), "3", input));
    assertEquals("hello ann\nhello ann\n", Files.readString(data.log("part")));
  }

  @Test
  void closingKillsWhatRuns() throws Exception {
    var result = CompletableFuture.supplyAsync(this::runForAMinute);
    ProcessHandle program = awaitProgram();
    preparations.close();
    assertFalse(result.join());
    program.onExit().join();
  }

  @Test
  void theWatchdogEndsWhatRuns() throws Exception {
    var result = CompletableFuture.supplyAsync(this::runForAMinute);
    ProcessHandle program = awaitProgram();
    spawner.close();
    assertFalse(program.isAlive());
    assertFalse(result.join());
  }

  private boolean runForAMinute() {
    try {
      List<String> program = List.of("bash", "-c", "echo $$; exec sleep 60");
      return run(program, "0", Path.of("/dev/null"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean run(List<String> program, String code, Path input) throws Exception {
    return preparations.run("part", Map.of("WHO", "ann", "CODE", code), program, input);
  }

  private ProcessHandle awaitProgram() throws Exception {
    Path log = data.log("part");
    while (!Files.exists(log) || !Files.readString(log).endsWith("\n")) {
      Thread.onSpinWait();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(log).strip())).orElseThrow();
  }
}
