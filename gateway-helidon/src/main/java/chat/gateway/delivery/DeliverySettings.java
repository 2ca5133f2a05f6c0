package chat.gateway.delivery;

import java.time.Duration;

/**
 * How pushes arrive.
 *
 * @param kafkaBrokers host:port list of Kafka
 * @param tailCheckPeriod how long a lost last push may stay unnoticed; positive
 */
public record DeliverySettings(String kafkaBrokers, Duration tailCheckPeriod) {

  public DeliverySettings {
    if (kafkaBrokers.isBlank()) {
      throw new IllegalArgumentException("kafka-brokers must not be empty");
    }
    if (tailCheckPeriod.isNegative() || tailCheckPeriod.isZero()) {
      throw new IllegalArgumentException("tail-check-period must be positive: " + tailCheckPeriod);
    }
  }
}
