package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {
  @TempDir private Path directory;

  @Test
  void addressesNameWhatThereIs() {
    write(List.of(row("gateway-1", List.of(7000, 3000, 8084, 8080))));
    String plain =
        """

          page     http://localhost:3000/
          TCP      localhost:7000
          probes   http://localhost:8080/health
          data     %s
          try      printf '%%s\\n' '{"msgid":4,"name":"ann","password":"pwd"}' \
        '{"msgid":1,"name":"ann","password":"pwd"}' | nc localhost 7000

        """
            .formatted(directory);
    assertEquals(plain, addresses());
    write(
        List.of(
            row("traces", List.of(4318, 4317)),
            row("prometheus", List.of(9090)),
            row("gateway-1", List.of(7000, 3000, 8084, 8080))));
    assertEquals(
        List.of("  traces   http://localhost:4318/traces", "  metrics  http://localhost:9090/"),
        addresses().lines().filter(line -> !plain.contains(line)).toList());
  }

  @Test
  void whileThereIsNoGatewayTheDataIsNamed() {
    assertEquals("\n  data     " + directory + "\n\n", addresses());
  }

  private String addresses() {
    return new RunningStack(new DataDirectory(directory)).addresses();
  }

  private void write(List<StateFile.Row> rows) {
    new DataDirectory(directory).state().write(rows);
  }

  private static StateFile.Row row(String name, List<Integer> ports) {
    return StateFile.Row.of(name, PartState.RUNNING, Optional.empty(), ports);
  }
}
