package chat.gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the reading of pushes is behind, and whether Kafka is there, from what the consumer knows
 * anyway. The consumer's thread notes it after every round; anybody may ask, and never waits. A
 * Kafka of which nothing was heard for {@value #SILENT_SECONDS} s is away: one that is there
 * answers twice a second, also when it has nothing new.
 */
final class PushLag {
  static final int SILENT_SECONDS = 5;

  private static final String GROUP = "consumer-metrics";
  private static final String ANSWERS = "response-total";

  private final LongSupplier nanoTime;

  // Used by the consumer's thread alone.
  private Optional<Consumer<?, ?>> consumer = Optional.empty();
  private Optional<Metric> answers = Optional.empty();
  private Object answered = "";

  private volatile double records = Double.NaN;
  private volatile long heardNanos;

  /**
   * Nothing heard yet.
   *
   * @param nanoTime a clock that never goes back
   */
  PushLag(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.heardNanos = nanoTime.getAsLong() - Duration.ofSeconds(SILENT_SECONDS).toNanos();
  }

  /** A round of this consumer is done. */
  void note(Consumer<?, ?> reading, TopicPartition partition) {
    if (!consumer.equals(Optional.of(reading))) {
      consumer = Optional.of(reading);
      answers = answersOf(reading);
    }
    if (answers.isEmpty() || !answers.get().metricValue().equals(answered)) {
      answered = answers.map(Metric::metricValue).orElse("");
      heardNanos = nanoTime.getAsLong();
    }
    // Known without asking, except for the first rounds, in which the end is asked for once.
    OptionalLong lag = reading.currentLag(partition);
    records = lag.isPresent() ? lag.getAsLong() : Double.NaN;
  }

  /** Records that are in Kafka and have not been read yet; NaN while nobody can know. */
  double records() {
    return isAway() ? Double.NaN : records;
  }

  /** Whether Kafka has not been heard of lately. */
  boolean isAway() {
    return nanoTime.getAsLong() - heardNanos >= Duration.ofSeconds(SILENT_SECONDS).toNanos();
  }

  private static Optional<Metric> answersOf(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(
            entry -> entry.getKey().group().equals(GROUP) && entry.getKey().name().equals(ANSWERS))
        .<Metric>map(entry -> entry.getValue())
        .findFirst();
  }
}
