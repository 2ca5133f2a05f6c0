package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.proto.PushRoutes;
import chat.proto.message.Cursor;
import chat.proto.push.PushRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PushConsumerTest {
  private static final int PARTITION = 3;

  private final List<PushRecord> received = new ArrayList<>();
  private final PushConsumer consumer =
      new PushConsumer("nowhere:1", () -> PARTITION, new OneReceiver());
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("latest");

  /** Everybody is here, and listens. */
  private final class OneReceiver implements Receivers {
    @Override
    public List<Receiver> of(int userId) {
      return List.of(new Listener());
    }

    @Override
    public Collection<Integer> userIds() {
      return List.of();
    }
  }

  private final class Listener implements Receivers.Receiver {
    @Override
    public void pushed(PushRecord record) {
      received.add(record);
    }

    @Override
    public void heads(List<Cursor> cursors) {}
  }

  PushConsumerTest() {
    kafka.updateEndOffsets(Map.of(new TopicPartition(PushRoutes.TOPIC, PARTITION), 0L));
  }

  @Test
  void whatFailsAtOnceIsNotTriedAtOnceAgain() {
    consumer.poll(kafka);
    kafka.setPollException(new KafkaException("at once"));
    long startNanos = System.nanoTime();
    consumer.poll(kafka);
    assertTrue(System.nanoTime() - startNanos > Duration.ofMillis(400).toNanos());
    var record = PushRecord.newBuilder().addUserIds(7).build();
    kafka.addRecord(
        new ConsumerRecord<>(PushRoutes.TOPIC, PARTITION, 0, new byte[0], record.toByteArray()));
    consumer.poll(kafka);
    assertEquals(List.of(record), received);
  }
}
