package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.gateway.trace.Tracing;
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

  private static final int BROKEN_USER = 13;

  private final List<PushRecord> received = new ArrayList<>();
  private int partition = PARTITION;
  private int missed;
  private final PushConsumer consumer =
      new PushConsumer(
          "nowhere:1", () -> partition, new OneReceiver(), Tracing.off(), () -> missed++);
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("latest");

  /** Everybody is here, and listens. */
  private final class OneReceiver implements Receivers {
    @Override
    public List<Receiver> of(int userId) {
      if (userId == BROKEN_USER) {
        throw new IllegalStateException("a mistake");
      }
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
    kafka.addRecord(record(0, 7));
    consumer.poll(kafka);
    assertEquals(List.of(to(7)), received);
  }

  @Test
  void aMistakeWithOneRecordLosesNoOther() {
    consumer.poll(kafka);
    kafka.addRecord(record(0, BROKEN_USER));
    kafka.addRecord(record(1, 7));
    consumer.poll(kafka);
    assertEquals(List.of(to(7)), received);
  }

  @Test
  void saysWhenSomethingMayHaveBeenMissed() {
    consumer.poll(kafka);
    consumer.poll(kafka);
    assertEquals(1, missed);
    partition = PARTITION + 1;
    kafka.updateEndOffsets(Map.of(new TopicPartition(PushRoutes.TOPIC, partition), 0L));
    consumer.poll(kafka);
    assertEquals(2, missed);
  }

  @Test
  void comesBackToAPartitionFromOneThatCouldNotBeRead() {
    consumer.poll(kafka);
    partition = PARTITION + 1;
    // Its end is not known.
    consumer.poll(kafka);
    partition = PARTITION;
    consumer.poll(kafka);
    kafka.addRecord(record(0, 7));
    consumer.poll(kafka);
    assertEquals(List.of(to(7)), received);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, int userId) {
    return new ConsumerRecord<>(
        PushRoutes.TOPIC, PARTITION, offset, new byte[0], to(userId).toByteArray());
  }

  private static PushRecord to(int userId) {
    return PushRecord.newBuilder().addUserIds(userId).build();
  }
}
