package chat.service.push;

import java.net.URI;

/**
 * Where pushes go.
 *
 * @param redis {@code tcp://host:port}; {@code redis://:password@host:port} works too
 * @param kafkaBrokers comma list of host:port
 */
public record PushSettings(URI redis, String kafkaBrokers) {

  public PushSettings {
    if (redis.getHost() == null || redis.getPort() < 1) {
      throw new IllegalArgumentException("REDIS_URL must be tcp://host:port, not " + redis);
    }
    if (kafkaBrokers.isBlank()) {
      throw new IllegalArgumentException("KAFKA_BROKERS must be a comma list of host:port");
    }
  }
}
