package chat.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final List<String> happened = new ArrayList<>();

  @Test
  void everyPartIsClosedInOrderAfterTheDrainAndBeforeTheExit() {
    shutDown(List.of(() -> happened.add("ports"), () -> happened.add("core")));
    assertEquals(List.of("drain", "ports", "core", "exit"), happened);
  }

  @Test
  void aPartThatFailsKeepsNobodyFromClosing() {
    AutoCloseable failing =
        () -> {
          throw new IllegalStateException("for the test");
        };
    shutDown(List.of(failing, () -> happened.add("core")));
    assertEquals(List.of("drain", "core", "exit"), happened);
  }

  private void shutDown(List<AutoCloseable> parts) {
    new Shutdown(() -> happened.add("drain") ? 0 : 1, parts, () -> happened.add("exit")).shutdown();
  }
}
