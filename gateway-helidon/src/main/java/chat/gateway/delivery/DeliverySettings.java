package chat.gateway.delivery;

import chat.proto.BrokenPromise;
import java.time.Duration;
import java.util.Optional;

/**
 * How pushes arrive.
 *
 * @param kafkaBrokers host:port list of Kafka
 * @param tailCheckPeriod how long a lost last push may stay unnoticed; positive
 * @param broken what is broken on purpose; empty in every real system
 */
public record DeliverySettings(
    String kafkaBrokers, Duration tailCheckPeriod, Optional<BrokenPromise> broken) {

  public DeliverySettings {
    if (kafkaBrokers.isBlank()) {
      throw new IllegalArgumentException("kafka-brokers must not be empty");
    }
    if (tailCheckPeriod.isNegative() || tailCheckPeriod.isZero()) {
      throw new IllegalArgumentException("tail-check-period must be positive: " + tailCheckPeriod);
    }
  }

  /** Whether a promise is kept, as it must be outside tests. */
  public boolean keeps(BrokenPromise promise) {
    return !broken.equals(Optional.of(promise));
  }
}
