package chat.ops.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final List<PartStatus> PARTS =
      List.of(
          new PartStatus("kafka", PartState.RUNNING, 17, List.of(9092, 9093), 3 << 20, 3725),
          new PartStatus("redis", PartState.NOT_ANSWERING, 0, List.of(), 0, 0));

  @Test
  void json() {
    assertEquals(
        """
        [{"name":"kafka","state":"running","pid":17,"ports":[9092,9093],"memory_bytes":3145728,"uptime_seconds":3725},
         {"name":"redis","state":"not answering","pid":0,"ports":[],"memory_bytes":0,"uptime_seconds":0}]
        """,
        StatusReport.json(PARTS));
  }

  @Test
  void jsonOfNothing() {
    assertEquals("[]\n", StatusReport.json(List.of()));
  }

  @Test
  void table() {
    assertEquals(
        """
        NAME         STATE              PID   MEMORY     UPTIME  PORTS
        kafka        running             17     3 MB    1:02:05  9092 9093
        redis        not answering        -     0 MB    0:00:00\
        """
            .strip(),
        StatusReport.table(PARTS).strip());
  }
}
