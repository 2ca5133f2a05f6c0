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
 * Names requests that were slow. When everything is slow one a second is named, and the others are
 * counted, so that the log does not make it worse. Thread-safe.
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

  /** A request was slow. */
  void add(Supplier<String> what) {
    text(what).ifPresent(line -> LOGGER.log(Level.WARNING, line));
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
