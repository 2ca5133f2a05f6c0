package chat.service.push;

import chat.proto.PushRoutes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic of the pushes. Used by one thread at a time. */
final class PushTopic implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PushTopic.class.getName());
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final short BROKERS_DEFAULT = -1;

  private final Map<String, Object> config;
  // Kept, also while Kafka is away: a new one would write its whole configuration to the log.
  private Optional<Admin> admin = Optional.empty();

  PushTopic(String brokers) {
    config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            // Kafka logs a warning for each attempt to connect.
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, TIMEOUT_MILLIS,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, TIMEOUT_MILLIS,
            // The other strategy tries again without a pause, and logs each time.
            AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
  }

  /**
   * Creates the topic, or the partitions that it lacks.
   *
   * @throws KafkaException when Kafka does not do it within seconds
   */
  void ensure() {
    try {
      ensure(admin());
    } catch (ExecutionException e) {
      throw new KafkaException("no topic " + PushRoutes.TOPIC, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Whether Kafka answers, within seconds. A question that costs it nothing. */
  boolean answers() {
    try {
      return !admin().describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "Kafka does not answer", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Admin admin() {
    if (admin.isEmpty()) {
      admin = Optional.of(Admin.create(config));
    }
    return admin.get();
  }

  private static void ensure(Admin admin) throws ExecutionException, InterruptedException {
    int partitions = partitions(admin);
    if (partitions == 0) {
      create(admin);
    } else if (partitions < PushRoutes.PARTITIONS) {
      NewPartitions wanted = NewPartitions.increaseTo(PushRoutes.PARTITIONS);
      admin.createPartitions(Map.of(PushRoutes.TOPIC, wanted)).all().get();
    }
  }

  private static int partitions(Admin admin) throws ExecutionException, InterruptedException {
    try {
      return admin
          .describeTopics(Set.of(PushRoutes.TOPIC))
          .allTopicNames()
          .get()
          .get(PushRoutes.TOPIC)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }

  /** What is created. Hints are of no use later, and only whole segments are deleted. */
  static NewTopic topic() {
    String kept = String.valueOf(KEPT.toMillis());
    return new NewTopic(PushRoutes.TOPIC, PushRoutes.PARTITIONS, BROKERS_DEFAULT)
        .configs(
            Map.of(TopicConfig.RETENTION_MS_CONFIG, kept, TopicConfig.SEGMENT_MS_CONFIG, kept));
  }

  private static void create(Admin admin) throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(Set.of(topic())).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    admin.ifPresent(open -> open.close(CLOSE_TIMEOUT));
    admin = Optional.empty();
  }
}
