package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedMessageTest {
  @TempDir private Path logs;

  @Test
  void linesOfAllLogsThatNameItAreShown() throws Exception {
    Files.writeString(
        logs.resolve("gateway-2.log"), "slow: private_chat took 1234 ms, msg_id 一 trace_id=aa\n");
    Files.writeString(
        logs.resolve("gateway-1.log"),
        """
        {"message":"slow: push took 9 ms, msg_id 一"}
        slow: private_chat took 1 ms, msg_id 一一
        slow: private_chat took 1 ms, msg_id 二
        """);
    Files.writeString(logs.resolve("notes.txt"), "msg_id 一\n");
    assertEquals(
        List.of(
            "gateway-1: {\"message\":\"slow: push took 9 ms, msg_id 一\"}",
            "gateway-2: slow: private_chat took 1234 ms, msg_id 一 trace_id=aa"),
        new LoggedMessage(logs).lines("一"));
  }

  @Test
  void theServicesMarkTheirLines() throws Exception {
    Files.writeString(
        logs.resolve("message.log"),
        """
        a message cannot be written: msg_id=to?bob user_id=7
        a message cannot be written: msg_id=to?bobby user_id=7
        """);
    assertEquals(
        List.of("message: a message cannot be written: msg_id=to?bob user_id=7"),
        new LoggedMessage(logs).lines("to bob"));
  }

  @Test
  void onlyTheLastOfManyAreShown() throws Exception {
    Path log = logs.resolve("gateway-1.log");
    Files.writeString(log, "first, msg_id 1\n" + "later, msg_id 1\n".repeat(20));
    assertEquals(20, new LoggedMessage(logs).lines("1").size());
    assertEquals("gateway-1: later, msg_id 1", new LoggedMessage(logs).lines("1").getFirst());
  }

  @Test
  void withoutLogsNothingIsKnown() {
    assertEquals(List.of(), new LoggedMessage(logs.resolve("none")).lines("1"));
  }
}
