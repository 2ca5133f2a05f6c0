package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final ProcessHandle SELF = ProcessHandle.current();

  @TempDir Path directory;
  private StateFile state;

  @BeforeEach
  void open() {
    state = new StateFile(directory.resolve("state"));
  }

  @Test
  void readsBackWhatWasWritten() {
    List<StateFile.Row> rows =
        List.of(
            row(StateFile.SUPERVISOR, PartState.RUNNING),
            StateFile.Row.of("kafka", PartState.STARTING, Optional.empty(), List.of(1, 2)));
    state.write(rows);
    assertEquals(rows, state.read());
    assertEquals(Optional.of(SELF), state.supervisor().flatMap(StateFile.Row::process));
  }

  @Test
  void nothingWrittenIsNothingRunning() {
    assertEquals(List.of(), state.read());
    assertEquals(Optional.empty(), state.supervisor());
  }

  @Test
  void aLivingProcessHasMemory() {
    PartStatus status = row("redis", PartState.RUNNING).status(Instant.now());
    assertEquals(PartState.RUNNING, status.state());
    assertEquals(SELF.pid(), status.pid());
    assertTrue(status.memoryBytes() > 1 << 20);
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotTheOneWrittenDown() {
    long dayBefore = row("redis", PartState.RUNNING).startedMillis() - 86_400_000;
    StateFile.Row stale =
        new StateFile.Row("redis", PartState.RUNNING, SELF.pid(), dayBefore, List.of(1));
    assertEquals(Optional.empty(), stale.process());
    assertEquals(
        new PartStatus("redis", PartState.FAILED, 0, List.of(1), 0, 0),
        stale.status(Instant.now()));
  }

  private static StateFile.Row row(String name, PartState partState) {
    return StateFile.Row.of(name, partState, Optional.of(SELF), List.of(1));
  }
}
