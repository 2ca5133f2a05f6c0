package chat.service.push;

import chat.proto.RedisAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import redis.clients.jedis.Connection;

/**
 * Asks Redis whether it is there, over a connection of its own: the one of {@link RedisRoutes} says
 * nothing while nobody is looked up. {@link #check} is called every second by a background thread
 * and waits for a second at most; until it was called Redis counts as away.
 */
final class RedisWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RedisWatch.class.getName());

  private final RedisConnector connector;
  private Optional<Connection> connection = Optional.empty();
  private volatile boolean away = true;

  RedisWatch(RedisAddress redis) {
    connector = RedisConnector.to(redis);
  }

  /** Asks, twice where a connection was left by a Redis that was restarted. */
  synchronized void check() {
    boolean fresh = connection.isEmpty();
    away = !answers() && (fresh || !answers());
  }

  /** Whether it did not answer when it was last asked. Any thread. */
  boolean isAway() {
    return away;
  }

  private boolean answers() {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(connector.open());
      }
      return connection.get().ping();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Redis is away", e);
      close();
      return false;
    }
  }

  @Override
  public synchronized void close() {
    connection.ifPresent(RedisConnector::close);
    connection = Optional.empty();
  }
}
