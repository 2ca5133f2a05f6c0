package chat.gateway.trace;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Names what was slow: requests, or pushes. When everything is slow one a second is named, and the
 * others are counted, so that the log does not make it worse. Thread-safe.
 */
final class SlowLog {
  private static final Logger LOGGER = System.getLogger(SlowLog.class.getName());
  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicLong next;
  private final AtomicInteger unnamed = new AtomicInteger();

  SlowLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.next = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Something was slow.
   *
   * @return whether it has been named
   */
  boolean add(Supplier<String> what) {
    Optional<String> line = text(what);
    line.ifPresent(text -> LOGGER.log(Level.WARNING, text));
    return line.isPresent();
  }

  /** The end of a line that is about a message; the client has chosen the msg_id. */
  static String messageId(String msgId) {
    return msgId.isEmpty() ? "" : ", msg_id " + msgId.replaceAll("\\p{Cntrl}", "?");
  }

  /** What is to be written; empty where too much has been written already. */
  Optional<String> text(Supplier<String> what) {
    long now = nanoTime.getAsLong();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + PERIOD_NANOS)) {
      unnamed.incrementAndGet();
      return Optional.empty();
    }
    int others = unnamed.getAndSet(0);
    return Optional.of(
        "slow: " + what.get() + (others == 0 ? "" : ", and " + others + " more before it"));
  }
}
