package chat.service.push;

import chat.proto.RedisAddress;

/**
 * Where pushes go.
 *
 * @param redis where the routes are
 * @param kafkaBrokers comma list of host:port
 */
public record PushSettings(RedisAddress redis, String kafkaBrokers) {

  public PushSettings {
    if (kafkaBrokers.isBlank()) {
      throw new IllegalArgumentException("KAFKA_BROKERS must be a comma list of host:port");
    }
  }
}
