package chat.service.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PushTopicTest {

  @Test
  void hintsAreKeptForMinutesWhateverTheBrokersDefaultIs() {
    assertEquals(
        Map.of("retention.ms", "600000", "segment.ms", "600000"), PushTopic.topic().configs());
    assertEquals(16, PushTopic.topic().numPartitions());
  }
}
