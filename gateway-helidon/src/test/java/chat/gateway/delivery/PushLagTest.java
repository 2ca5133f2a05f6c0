package chat.gateway.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PushLagTest {
  private static final TopicPartition PARTITION = new TopicPartition("pushes", 3);
  private static final MetricName ANSWERS =
      new MetricName("response-total", "consumer-metrics", "", Map.of("client-id", "1"));

  private final AtomicLong nanos = new AtomicLong();
  private final PushLag lag = new PushLag(nanos::get);
  private final Answering kafka = new Answering();

  /** A consumer that says how many answers it has had. */
  private static final class Answering extends MockConsumer<byte[], byte[]> {
    private double answers;

    Answering() {
      super("latest");
    }

    @Override
    public synchronized Map<MetricName, ? extends Metric> metrics() {
      return Map.of(ANSWERS, new Answers());
    }

    private final class Answers implements Metric {
      @Override
      public MetricName metricName() {
        return ANSWERS;
      }

      @Override
      public Object metricValue() {
        return answers;
      }
    }
  }

  PushLagTest() {
    kafka.assign(List.of(PARTITION));
    kafka.updateEndOffsets(Map.of(PARTITION, 0L));
    kafka.seek(PARTITION, 0);
  }

  @Test
  void nothingIsKnownBeforeTheFirstRound() {
    assertTrue(lag.isAway());
    assertEquals(Double.NaN, lag.records());
  }

  @Test
  void whatIsThereAndNotReadIsTheLag() {
    kafka.updateEndOffsets(Map.of(PARTITION, 5L));
    note();
    assertEquals(5, lag.records());
    kafka.addRecord(new ConsumerRecord<>("pushes", 3, 0, new byte[0], new byte[0]));
    kafka.poll(Duration.ZERO);
    note();
    assertEquals(4, lag.records());
  }

  @Test
  void aKafkaThatAnswersNothingForFiveSecondsIsAway() {
    note();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    lag.note(kafka, PARTITION);
    assertFalse(lag.isAway());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    lag.note(kafka, PARTITION);
    assertTrue(lag.isAway(), "rounds without an answer say nothing");
    assertEquals(Double.NaN, lag.records());
    note();
    assertFalse(lag.isAway());
    assertEquals(0, lag.records());
  }

  private void note() {
    kafka.answers++;
    lag.note(kafka, PARTITION);
  }
}
