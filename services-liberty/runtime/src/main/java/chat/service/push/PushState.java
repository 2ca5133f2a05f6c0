package chat.service.push;

/** Whether what carries pushes is there, as was seen last. Never asks it; any thread. */
public interface PushState {
  /** Whether Redis did not answer the last time that somebody was looked up. */
  boolean isRedisAway();

  /** Whether Kafka does not take pushes now. */
  boolean isKafkaAway();
}
