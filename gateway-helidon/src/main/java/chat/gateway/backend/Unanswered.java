package chat.gateway.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one stream that wait for their acknowledgement, in the order of sending, so of
 * age. It is full with {@value #MAX_MESSAGES} messages or {@value #MAX_BYTES} bytes of them.
 * Guarded by its stream, but for {@link #size}.
 */
final class Unanswered {
  private static final int MAX_MESSAGES = 16_384;
  private static final int MAX_BYTES = 64 << 20;

  private final Map<Long, Waiting> all = new LinkedHashMap<>();
  // A scrape reads it without waiting for whoever sends.
  private volatile int size;
  private long lastCorrelation;
  private long bytes;

  private record Waiting(Outbound message, long sinceNanos) {
    int bytes() {
      return message.message().getSerializedSize();
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many there are. Any thread. */
  int size() {
    return size;
  }

  boolean isFull() {
    return all.size() >= MAX_MESSAGES || bytes >= MAX_BYTES;
  }

  /** Adds a message and returns the number by which its answer will name it. */
  long add(Outbound message) {
    var waiting = new Waiting(message, System.nanoTime());
    all.put(++lastCorrelation, waiting);
    size = all.size();
    bytes += waiting.bytes();
    return lastCorrelation;
  }

  /** Takes the message that is answered; empty when it waits no more. */
  Optional<Outbound> take(long correlation) {
    Waiting waiting = all.remove(correlation);
    if (waiting == null) {
      return Optional.empty();
    }
    size = all.size();
    bytes -= waiting.bytes();
    return Optional.of(waiting.message);
  }

  /** Takes those that were sent before this time. */
  List<Outbound> takeOlderThan(long nanos) {
    var taken = new ArrayList<Outbound>();
    var oldest = all.values().iterator();
    while (oldest.hasNext()) {
      Waiting next = oldest.next();
      if (next.sinceNanos - nanos >= 0) {
        break;
      }
      taken.add(next.message);
      bytes -= next.bytes();
      oldest.remove();
    }
    size = all.size();
    return taken;
  }

  /** Takes all. */
  List<Outbound> takeAll() {
    List<Outbound> taken = all.values().stream().map(Waiting::message).toList();
    all.clear();
    size = 0;
    bytes = 0;
    return taken;
  }
}
