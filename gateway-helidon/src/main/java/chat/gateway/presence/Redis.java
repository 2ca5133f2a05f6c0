package chat.gateway.presence;

import chat.proto.RedisAddress;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The way to Redis. Fail-open: what is kept there are hints, so a failure is logged once and the
 * caller goes on without; for one second after it nobody waits for Redis again. Thread-safe.
 */
public final class Redis implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Redis.class.getName());
  private static final int TIMEOUT_MS = 500;

  /** Of the pool, one for {@link #subscribe}. */
  private static final int CONNECTIONS = 17;

  /**
   * How long a subscription may be silent; whoever has one says something more often. Milliseconds.
   */
  private static final int SUBSCRIPTION_TIMEOUT_MS = 15_000;

  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisClient client;
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile long triedNanos = System.nanoTime() - PAUSE_NANOS;

  private Redis(RedisClient client) {
    this.client = client;
  }

  /** Pooled connections, made when they are needed. */
  public static Redis connect(RedisAddress address) {
    var config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MS)
            .socketTimeoutMillis(TIMEOUT_MS)
            .blockingSocketTimeoutMillis(SUBSCRIPTION_TIMEOUT_MS);
    if (address.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    address.user().ifPresent(config::user);
    address.password().ifPresent(config::password);
    var pool = new GenericObjectPoolConfig<Connection>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MS));
    pool.setJmxEnabled(false);
    return new Redis(
        RedisClient.builder()
            .hostAndPort(new HostAndPort(address.host(), address.port()))
            .clientConfig(config.build())
            .poolConfig(pool)
            .build());
  }

  /**
   * Asks Redis for something.
   *
   * @return empty when Redis is away
   */
  public <T> Optional<T> ask(Function<UnifiedJedis, T> question) {
    if (away.get() && System.nanoTime() - triedNanos < PAUSE_NANOS) {
      return Optional.empty();
    }
    try {
      T answer = answer(question);
      if (away.compareAndSet(true, false)) {
        LOGGER.log(Level.INFO, "Redis is back");
      }
      return Optional.of(answer);
    } catch (JedisException e) {
      triedNanos = System.nanoTime();
      if (away.compareAndSet(false, true)) {
        LOGGER.log(Level.WARNING, "Redis does not answer, going on without: {0}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** Says something on a channel; false when Redis is away. */
  public boolean publish(String channel, String text) {
    return ask(client -> client.publish(channel, text)).isPresent();
  }

  /** Whether Redis did not answer when it was last asked for something. Does not ask it. */
  public boolean isAway() {
    return away.get();
  }

  /** Shows its connections from now on. */
  public void show(MeterRegistry meters) {
    var pool = client.getPool();
    show(meters, "active", pool::getNumActive);
    show(meters, "idle", pool::getNumIdle);
    show(meters, "waiting", pool::getNumWaiters);
  }

  private static void show(MeterRegistry meters, String state, Supplier<Integer> value) {
    meters.getOrCreate(
        Gauge.builder("chat_redis_pool_connections", value)
            .description("Connections to Redis by state; who waits for one counts as well.")
            .tags(List.of(Tag.create("state", state))));
  }

  /**
   * Hears what is published on these channels; returns after an unsubscribe.
   *
   * @throws JedisException when Redis is away, or was silent for {@value #SUBSCRIPTION_TIMEOUT_MS}
   *     ms
   */
  void subscribe(JedisPubSub listener, String... channels) {
    try (Connection connection = client.getPool().getResource()) {
      try {
        listener.proceed(connection, channels);
      } finally {
        // However it ended: what may still be said here is no answer to whoever would have it next.
        connection.setBroken();
      }
    }
  }

  // A Redis that was restarted has left dead connections in the pool: they say nothing about now.
  private <T> T answer(Function<UnifiedJedis, T> question) {
    try {
      return question.apply(client);
    } catch (JedisConnectionException e) {
      if (away.get() || e.getCause() instanceof SocketTimeoutException) {
        throw e;
      }
      client.getPool().clear();
      return question.apply(client);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
