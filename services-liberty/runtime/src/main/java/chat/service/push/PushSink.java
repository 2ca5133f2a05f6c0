package chat.service.push;

import java.util.List;
import java.util.function.Consumer;

/** Takes events for the gateways. Any thread; never waits. */
public interface PushSink {
  /**
   * Hands over events, to be published in their order and after those handed over before.
   *
   * @param whenDone told once, on some other thread: true when Kafka has every record, or nobody is
   *     there to hear; false when some may be missing. Must not block.
   * @return false when too much is waiting; nothing is published and {@code whenDone} is not told
   */
  boolean publish(List<Push> pushes, Consumer<Boolean> whenDone);
}
