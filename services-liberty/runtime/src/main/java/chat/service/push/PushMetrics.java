package chat.service.push;

import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * The numbers of one WAR's pushes, for {@code /metrics}; the label tells them from those of another
 * WAR in the same server. Any thread.
 */
final class PushMetrics {
  private final MetricRegistry registry;
  private final Tag service;
  private final Timer published;

  /**
   * None yet.
   *
   * @param service the WAR's name
   */
  PushMetrics(MetricRegistry registry, String service) {
    this.registry = registry;
    this.service = new Tag("service", service);
    this.published = registry.timer("chat_push_publish", this.service);
  }

  /**
   * Shows these parts from now on. They must live as long as the WAR. Nobody ever waits for the one
   * connection to Redis, which only the publisher uses: what waits is in its queue.
   */
  void show(PushPublisher publisher, RedisRoutes routes) {
    registry.gauge("chat_push_queue_jobs", publisher, PushPublisher::waiting, service);
    connections("active", routes, RedisRoutes::activeConnections);
    connections("idle", routes, RedisRoutes::idleConnections);
  }

  /**
   * Kafka has acknowledged every record of an event.
   *
   * @param taken since the event was handed over
   */
  void published(Duration taken) {
    published.update(taken);
  }

  private void connections(String state, RedisRoutes routes, ToConnections count) {
    registry.gauge(
        "chat_redis_pool_connections", routes, count::of, service, new Tag("state", state));
  }

  @FunctionalInterface
  private interface ToConnections {
    Integer of(RedisRoutes routes);
  }
}
