package chat.gateway.delivery;

import chat.gateway.trace.Tracing;
import chat.proto.PushRoutes;
import chat.proto.push.PushRecord;
import chat.trace.TraceNames;
import com.google.protobuf.InvalidProtocolBufferException;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads this gateway's partition of the push topic, from its end at the time of the claim, and
 * hands each event to the local sessions of its users. One platform thread of its own; the sessions
 * never make it wait. Fail-open: while Kafka is away it keeps trying, and the tail check finds what
 * was missed.
 */
public final class PushConsumer implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(PushConsumer.class.getName());
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SEEK = Duration.ofSeconds(2);
  private static final int NONE = -1;

  private final String brokers;
  private final IntSupplier partition;
  private final Receivers receivers;
  private final Tracing tracing;
  private final Runnable missed;
  private final CountDownLatch reading = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("push-consumer").unstarted(this::run);
  private final PushLag lag = new PushLag(System::nanoTime);
  private volatile boolean closed;
  private int assigned = NONE;
  private boolean away;

  /**
   * A consumer that does not run yet.
   *
   * @param partition the one to read; may change at any time
   * @param missed called when it begins to read at a partition's end: what came before may be
   *     missing. Must not block.
   */
  public PushConsumer(
      String brokers,
      IntSupplier partition,
      Receivers receivers,
      Tracing tracing,
      Runnable missed) {
    this.brokers = brokers;
    this.partition = partition;
    this.receivers = receivers;
    this.tracing = tracing;
    this.missed = missed;
  }

  /**
   * Begins to read.
   *
   * @return whether the end of the partition has been found within the patience; no push after it
   *     is missed
   */
  public boolean start(Duration patience) {
    thread.start();
    try {
      return reading.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether Kafka has not been heard of lately. Does not wait. */
  public boolean isAway() {
    return lag.isAway();
  }

  /** Shows how far behind the reading is, from now on. */
  public void show(MeterRegistry meters) {
    meters.getOrCreate(
        Gauge.builder("chat_gateway_push_lag_records", lag::records)
            .description("Records in this gateway's partition that it has not read yet."));
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands one record to the sessions. */
  void deliver(byte[] bytes, Optional<String> traceparent) {
    try {
      PushRecord record = PushRecord.parseFrom(bytes);
      tracing
          .push(traceparent, record.getReceivedMs())
          .run(() -> record.getUserIdsList().forEach(userId -> deliver(userId, record)));
    } catch (InvalidProtocolBufferException e) {
      LOGGER.log(Level.ERROR, "a push that is no PushRecord", e);
    }
  }

  private void deliver(int userId, PushRecord record) {
    try {
      receivers.of(userId).forEach(receiver -> receiver.pushed(record));
    } catch (RuntimeException e) {
      // The others of this record, and the records behind it, would be lost.
      LOGGER.log(Level.ERROR, "a push could not be handed to user " + userId, e);
    }
  }

  private static Optional<String> traceparent(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.headers().lastHeader(TraceNames.TRACEPARENT))
        .map(header -> new String(header.value(), StandardCharsets.US_ASCII));
  }

  private void run() {
    while (!closed) {
      try (var consumer = new KafkaConsumer<byte[], byte[]>(config())) {
        while (!closed) {
          poll(consumer);
        }
      } catch (KafkaException e) {
        // For example: no broker's name can be resolved yet.
        away(e);
      }
    }
  }

  /** One round: what has come, or a pause when Kafka does not answer. */
  void poll(Consumer<byte[], byte[]> consumer) {
    try {
      if (assigned != partition.getAsInt()) {
        assign(consumer, partition.getAsInt());
      }
      consumer.poll(POLL).forEach(record -> deliver(record.value(), traceparent(record)));
      lag.note(consumer, new TopicPartition(PushRoutes.TOPIC, assigned));
      away = false;
    } catch (WakeupException | InterruptException e) {
      closed = true;
    } catch (KafkaException e) {
      away(e);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "pushes could not be handed on", e);
    }
  }

  private void away(KafkaException e) {
    if (!away) {
      away = true;
      LOGGER.log(Level.WARNING, "Kafka is away, pushes come late: {0}", e.getMessage());
    }
    // What fails at once must not be tried at once again.
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  private void assign(Consumer<byte[], byte[]> consumer, int wanted) {
    var topicPartition = new TopicPartition(PushRoutes.TOPIC, wanted);
    // Until the end is found none is read, not even the one before.
    assigned = NONE;
    consumer.assign(List.of(topicPartition));
    consumer.seekToEnd(List.of(topicPartition));
    // Seeking is lazy; this finds the end now, or throws.
    consumer.position(topicPartition, SEEK);
    assigned = wanted;
    missed.run();
    reading.countDown();
    LOGGER.log(Level.INFO, "reading partition {0} of the pushes", wanted);
  }

  private Map<String, Object> config() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        // A topic that is made after the start is found soon.
        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
        5_000,
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        2_000);
  }
}
