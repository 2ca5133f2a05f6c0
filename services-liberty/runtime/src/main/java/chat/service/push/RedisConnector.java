package chat.service.push;

import chat.proto.RedisAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Makes connections to Redis. Nothing over them is waited for longer than a quarter second. */
record RedisConnector(HostAndPort address, JedisClientConfig config) {
  private static final Logger LOG = System.getLogger(RedisConnector.class.getName());
  private static final int TIMEOUT_MILLIS = 250;

  static RedisConnector to(RedisAddress redis) {
    var settings = DefaultJedisClientConfig.builder().timeoutMillis(TIMEOUT_MILLIS);
    if (redis.tls()) {
      settings.sslOptions(SslOptions.defaults());
    }
    redis.user().ifPresent(settings::user);
    redis.password().ifPresent(settings::password);
    return new RedisConnector(new HostAndPort(redis.host(), redis.port()), settings.build());
  }

  Connection open() {
    return new Connection(address, config);
  }

  /** Closes a connection, which may be broken. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "closing a broken connection", e);
    }
  }
}
