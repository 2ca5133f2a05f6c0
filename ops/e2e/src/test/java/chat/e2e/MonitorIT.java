package chat.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.e2e.command.OpsScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** ops/monitor.sh looks at the stack that runs. */
@ExtendWith(Stack.Shared.class)
class MonitorIT {
  private static final List<String> PROCESSES = List.of("services", "gateway-1", "gateway-2");

  private final Stack stack;

  MonitorIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void everyProcessSaysThatItIsReady() throws Exception {
    var health = monitor(0, "health");
    for (String process : PROCESSES) {
      assertTrue(health.matches("(?s).*" + process + " +ready\\n.*"), health);
    }
    assertTrue(monitor(0, "overview").contains("mariadb"));
  }

  @Test
  void theFiguresAreThoseOfTheProcess() throws Exception {
    String all = monitor(0, "metrics");
    assertTrue(all.contains("messages written") && all.contains("users online"), all);
    String one = monitor(0, "metrics", "gateway-2");
    assertTrue(one.startsWith("gateway-2\n") && !one.contains("messages written"), one);
  }

  @Test
  void aLogIsAsLongAsAskedFor() throws Exception {
    assertEquals(3, monitor(0, "logs", "gateway-1", "3").lines().count());
  }

  @Test
  void whatTheLocalStackCannotDoIsSaid() throws Exception {
    assertTrue(monitor(1, "scale", "gateway", "3").contains("ops/chat up --gateways 3"));
  }

  private String monitor(int exitCode, String... words) throws Exception {
    String[] command = new String[words.length + 4];
    System.arraycopy(
        new String[] {"--on", "local", "--data", stack.data().toString()}, 0, command, 0, 4);
    System.arraycopy(words, 0, command, 4, words.length);
    var result = new OpsScript("monitor.sh").run(command);
    assertEquals(exitCode, result.exitCode(), result.output());
    return result.output();
  }
}
