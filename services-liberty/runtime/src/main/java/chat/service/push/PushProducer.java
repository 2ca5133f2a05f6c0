package chat.service.push;

import chat.proto.RedisAddress;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Gives a WAR its one {@link PushPublisher}, started when it is first injected, and tells whether
 * what that needs is there. A WAR that pushes nothing misses nothing.
 */
@ApplicationScoped
class PushProducer implements PushState {
  private static final int CHECK_SECONDS = 1;
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final Logger LOG = System.getLogger(PushProducer.class.getName());

  @Inject
  @ConfigProperty(name = "REDIS_URL", defaultValue = "tcp://127.0.0.1:6379")
  private String redis;

  @Inject
  @ConfigProperty(name = "KAFKA_BROKERS", defaultValue = "127.0.0.1:9092")
  private String kafkaBrokers;

  @Inject
  @ConfigProperty(name = "chat.service.name")
  private String service;

  @Inject private MetricRegistry registry;
  @Resource private ManagedThreadFactory threads;
  @Resource private ManagedScheduledExecutorService scheduler;
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private volatile BooleanSupplier redisAway = () -> false;
  private volatile BooleanSupplier kafkaAway = () -> false;

  @Produces
  @Singleton
  PushPublisher open() {
    PushSettings settings = new PushSettings(RedisAddress.parse(redis), kafkaBrokers);
    RedisRoutes routes = new RedisRoutes(settings.redis());
    KafkaRecords records = new KafkaRecords(settings.kafkaBrokers());
    PushMetrics metrics = new PushMetrics(registry, service);
    PushPublisher publisher = new PushPublisher(routes, records, metrics::published);
    metrics.show(publisher, routes);
    redisAway = routes::isAway;
    kafkaAway = records::isAway;
    Thread thread = threads.newThread(publisher);
    thread.setName("push-publisher");
    thread.start();
    Future<?> check =
        scheduler.scheduleWithFixedDelay(records::check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
    toClose.addAll(
        List.of(
            () -> check.cancel(true),
            () -> {
              thread.interrupt();
              thread.join(STOP);
            },
            routes,
            records));
    return publisher;
  }

  @Override
  public boolean isRedisAway() {
    return redisAway.getAsBoolean();
  }

  @Override
  public boolean isKafkaAway() {
    return kafkaAway.getAsBoolean();
  }

  @PreDestroy
  void close() {
    for (AutoCloseable part : toClose) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "a part of the publisher does not close", e);
      }
    }
  }
}
