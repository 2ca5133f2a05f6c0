package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortHoldersTest {
  @Test
  void namesThePortThePartAndTheHolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String message =
          assertThrows(StackFailure.class, () -> PortHolders.requireFree(List.of(part(port))))
              .getMessage();
      String start =
          "Port %d, which kafka needs, is held by process %d ("
              .formatted(port, ProcessHandle.current().pid());
      assertTrue(message.startsWith(start), message);
      assertTrue(message.endsWith("--port-offset N"), message);
    }
  }

  @Test
  void freePortsAreFine() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertDoesNotThrow(() -> PortHolders.requireFree(List.of(part(port))));
  }

  private static Part part(int port) {
    return new Part(
        "kafka",
        List.of(port),
        Part.LOOPBACK,
        () -> {},
        Path.of("/"),
        Map.of(),
        List.of("true"),
        () -> true);
  }
}
