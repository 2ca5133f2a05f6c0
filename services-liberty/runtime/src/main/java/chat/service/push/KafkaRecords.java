package chat.service.push;

import chat.proto.PushRoutes;
import chat.proto.push.PushRecord;
import io.opentelemetry.context.Context;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to Kafka, in order and acknowledged by all replicas. Works only while the topic is
 * known to be there: {@link #check}, called every second by a background thread, finds or creates
 * it. A record that fails closes the way until the next check, so that a Kafka that is away costs
 * nobody more than one short wait a second. A way that is open is left so, whatever a check finds:
 * a Kafka that only answers late takes records all the same. {@link #send} is called by the
 * publisher's thread.
 */
final class KafkaRecords implements Records, AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaRecords.class.getName());
  private static final int MAX_BLOCK_MILLIS = 500;
  private static final int REQUEST_TIMEOUT_MILLIS = 4_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 10_000;
  private static final long BUFFER_BYTES = 16 << 20;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String brokers;
  private final PushTopic topic;
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private volatile Optional<Producer<byte[], byte[]>> open = Optional.empty();
  private volatile boolean silent;

  KafkaRecords(String brokers) {
    this.brokers = brokers;
    this.topic = new PushTopic(brokers);
  }

  /**
   * Opens the way when it is closed, if Kafka is there; else asks whether Kafka still is. Waits
   * some seconds at most.
   */
  synchronized void check() {
    if (open.isPresent()) {
      silent = !topic.answers();
      return;
    }
    try {
      topic.ensure();
      if (producer.isEmpty()) {
        producer = Optional.of(newProducer());
      }
      // Throws when it takes too long: the first record must not wait for the topic's metadata.
      var _ = producer.orElseThrow().partitionsFor(PushRoutes.TOPIC);
      open = producer;
      silent = false;
      LOG.log(Level.INFO, "pushing to Kafka at {0}", brokers);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Kafka is away", e);
    }
  }

  /**
   * Whether records are not taken now, or Kafka did not answer when it was last asked. Any thread.
   */
  boolean isAway() {
    return open.isEmpty() || silent;
  }

  @Override
  public void send(
      int partition, PushRecord record, Context trace, Consumer<Boolean> acknowledged) {
    Optional<Producer<byte[], byte[]>> way = open;
    if (way.isEmpty()) {
      acknowledged.accept(false);
      return;
    }
    RecordSpan span = RecordSpan.begin(trace, partition, record.getMessage().getMsgId());
    var sent =
        new ProducerRecord<byte[], byte[]>(PushRoutes.TOPIC, partition, null, record.toByteArray());
    span.addTo(sent.headers());
    try {
      var _ = way.get().send(sent, (metadata, failure) -> ended(failure, span, acknowledged));
    } catch (RuntimeException e) {
      ended(e, span, acknowledged);
    }
  }

  private void ended(Exception failure, RecordSpan span, Consumer<Boolean> acknowledged) {
    span.end(failure == null);
    if (failure != null) {
      failed(failure);
    }
    acknowledged.accept(failure == null);
  }

  private void failed(Exception failure) {
    if (open.isPresent()) {
      open = Optional.empty();
      LOG.log(Level.WARNING, "Kafka does not take pushes: {0}", failure.toString());
    }
  }

  private Producer<byte[], byte[]> newProducer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public synchronized void close() {
    open = Optional.empty();
    topic.close();
    producer.ifPresent(some -> some.close(CLOSE_TIMEOUT));
    producer = Optional.empty();
  }
}
