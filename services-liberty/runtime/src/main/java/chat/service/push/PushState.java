package chat.service.push;

/** Whether what carries pushes is there, as was seen seconds ago. Never asks it; any thread. */
public interface PushState {
  /** Whether the service pushes anything; where it does not, nobody asks for the rest. */
  boolean isNeeded();

  /** Whether Redis did not answer when it was last asked. */
  boolean isRedisAway();

  /** Whether Kafka does not take pushes now, or did not answer when it was last asked. */
  boolean isKafkaAway();
}
