package chat.service.push;

import chat.proto.PushRoutes;
import chat.proto.RedisAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Reads the routes from Redis, all users of a lookup in one round trip. When Redis is away every
 * live gateway is told, and Redis is left alone for a second. Used by the publisher's thread only,
 * but for what is shown of it.
 */
final class RedisRoutes implements Routes, AutoCloseable {
  private static final Logger LOG = System.getLogger(RedisRoutes.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<Integer> ALL =
      IntStream.range(0, PushRoutes.PARTITIONS).boxed().collect(Collectors.toUnmodifiableSet());
  private static final String[] CLAIM_KEYS =
      IntStream.range(0, PushRoutes.PARTITIONS)
          .mapToObj(PushRoutes::claimKey)
          .toArray(String[]::new);

  private final RedisConnector connector;
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile boolean reading;
  private Set<Integer> live = ALL;
  private boolean away;
  private long pausedUntilNanos = System.nanoTime();

  RedisRoutes(RedisAddress redis) {
    connector = RedisConnector.to(redis);
  }

  @Override
  public RouteTable lookup(Set<Integer> userIds) {
    if (System.nanoTime() - pausedUntilNanos < 0) {
      return new RouteTable(Map.of(), live);
    }
    reading = true;
    try {
      return readOverLiveConnection(userIds);
    } catch (RuntimeException e) {
      LOG.log(
          away ? Level.DEBUG : Level.WARNING,
          "Redis is away, telling every gateway: {0}",
          e.getMessage());
      away = true;
      close();
      pausedUntilNanos = System.nanoTime() + PAUSE.toNanos();
      return new RouteTable(Map.of(), live);
    } finally {
      reading = false;
    }
  }

  /** Connections in use now, of the only one. Any thread. */
  int activeConnections() {
    return reading && connection.isPresent() ? 1 : 0;
  }

  /** Connections that stand and are not in use now. Any thread. */
  int idleConnections() {
    return !reading && connection.isPresent() ? 1 : 0;
  }

  // A Redis that was restarted has left a dead connection, which says nothing about now.
  private RouteTable readOverLiveConnection(Set<Integer> userIds) {
    boolean fresh = connection.isEmpty();
    try {
      return read(userIds);
    } catch (JedisConnectionException e) {
      if (fresh || e.getCause() instanceof SocketTimeoutException) {
        throw e;
      }
      close();
      return read(userIds);
    }
  }

  private RouteTable read(Set<Integer> userIds) {
    if (connection.isEmpty()) {
      connection = Optional.of(connector.open());
    }
    Map<Integer, Response<Map<String, String>>> answers = HashMap.newHashMap(userIds.size());
    Response<List<String>> claims;
    try (Pipeline pipeline = new Pipeline(connection.get())) {
      claims = pipeline.mget(CLAIM_KEYS);
      userIds.forEach(id -> answers.put(id, pipeline.hgetAll(PushRoutes.routeKey(id))));
    }
    away = false;
    live = liveOf(claims.get());
    Map<Integer, Set<Integer>> routes = HashMap.newHashMap(userIds.size());
    answers.forEach((id, answer) -> routes.put(id, partitionsOf(answer.get().keySet())));
    return new RouteTable(routes, live);
  }

  private static Set<Integer> liveOf(List<String> claims) {
    Set<Integer> claimed = new HashSet<>();
    for (int partition = 0; partition < claims.size(); partition++) {
      if (claims.get(partition) != null) {
        claimed.add(partition);
      }
    }
    // A Redis that was emptied knows no gateway for some seconds, while they are all there.
    return claimed.isEmpty() ? ALL : claimed;
  }

  private static Set<Integer> partitionsOf(Set<String> fields) {
    return fields.stream()
        .map(Integer::valueOf)
        .filter(ALL::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    connection.ifPresent(RedisConnector::close);
    connection = Optional.empty();
  }
}
