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
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  private volatile Optional<Watched> watched = Optional.empty();

  private record Watched(RedisWatch redis, KafkaRecords kafka) {}

  @Produces
  @Singleton
  PushPublisher open() {
    PushSettings settings = new PushSettings(RedisAddress.parse(redis), kafkaBrokers);
    RedisRoutes routes = new RedisRoutes(settings.redis());
    KafkaRecords records = new KafkaRecords(settings.kafkaBrokers());
    PushMetrics metrics = new PushMetrics(registry, service);
    PushPublisher publisher = new PushPublisher(routes, records, metrics::published);
    metrics.show(publisher, routes);
    RedisWatch redisWatch = new RedisWatch(settings.redis());
    watched = Optional.of(new Watched(redisWatch, records));
    Thread thread = threads.newThread(publisher);
    thread.setName("push-publisher");
    thread.start();
    // Each by itself: one that is away must not delay the news of the other.
    Future<?> kafkaCheck = everySecond(records::check);
    Future<?> redisCheck = everySecond(redisWatch::check);
    toClose.addAll(
        List.of(
            () -> kafkaCheck.cancel(true),
            () -> redisCheck.cancel(true),
            () -> {
              thread.interrupt();
              thread.join(STOP);
            },
            routes,
            redisWatch,
            records));
    return publisher;
  }

  @Override
  public boolean isNeeded() {
    return watched.isPresent();
  }

  @Override
  public boolean isRedisAway() {
    return watched.map(Watched::redis).map(RedisWatch::isAway).orElse(false);
  }

  @Override
  public boolean isKafkaAway() {
    return watched.map(Watched::kafka).map(KafkaRecords::isAway).orElse(false);
  }

  private Future<?> everySecond(Runnable check) {
    return scheduler.scheduleWithFixedDelay(check, 0, CHECK_SECONDS, TimeUnit.SECONDS);
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
