package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SupervisedPartTest {
  @TempDir Path temporary;
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<PartState> states = new LinkedBlockingQueue<>();
  private Spawner spawner;
  private SupervisedPart part;

  @BeforeEach
  void make() {
    DataDirectory data = new DataDirectory(temporary);
    data.create();
    spawner = new Spawner();
    Part sleeper =
        new Part(
            "sleeper",
            List.of(),
            Part.LOOPBACK,
            () -> {},
            temporary,
            Map.of(),
            List.of("sleep", "60"),
            () -> true);
    part =
        new SupervisedPart(sleeper, data, spawner, said::add, () -> states.add(part.row().state()));
  }

  @AfterEach
  void end() {
    spawner.close();
  }

  @Test
  void whatWasGivenUpDoesNotStartLater() {
    part.giveUp();
    assertThrows(StackFailure.class, part::start);
    assertEquals(0, part.row().pid());
  }

  @Test
  void threeQuickDeathsAreEnoughAndTheLogIsNamed() throws Exception {
    part.start();
    for (int death = 1; death < SupervisedPart.MOST_QUICK_DEATHS; death++) {
      die();
      assertTrue(said.take().contains("died, starts again in " + death + " s"));
      awaitState(PartState.RUNNING);
      assertEquals("sleeper: ready again", said.take());
    }
    die();
    assertEquals(
        "sleeper died 3 times in a row, it stays down; read " + temporary + "/logs/sleeper.log",
        said.take());
    awaitState(PartState.FAILED);
    part.check();
    assertTrue(said.isEmpty());
  }

  private void die() throws InterruptedException {
    states.clear();
    ProcessHandle process = ProcessHandle.of(part.row().pid()).orElseThrow();
    assertTrue(process.destroyForcibly());
    process.onExit().join();
    assertFalse(process.isAlive());
    // A check does nothing while the last start is not quite over; the stack's thread repeats it.
    while (part.row().state() == PartState.RUNNING) {
      part.check();
    }
  }

  private void awaitState(PartState wanted) throws InterruptedException {
    while (states.take() != wanted) {
      // One that came before.
    }
  }
}
