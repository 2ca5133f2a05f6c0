package chat.service.push;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the records of one call and tells the outcome when the last one has its own. */
final class Acknowledgements {
  private final Consumer<Boolean> whenDone;
  private final AtomicBoolean all = new AtomicBoolean(true);
  // One for complete(), so that the first answers do not end it while records are still being sent.
  private final AtomicInteger missing = new AtomicInteger(1);

  Acknowledgements(Consumer<Boolean> whenDone) {
    this.whenDone = whenDone;
  }

  /** One more record is sent; what is returned takes its outcome. */
  Consumer<Boolean> expect() {
    missing.incrementAndGet();
    return this::arrived;
  }

  /** No more records follow. */
  void complete() {
    arrived(true);
  }

  private void arrived(boolean acknowledged) {
    if (!acknowledged) {
      all.set(false);
    }
    if (missing.decrementAndGet() == 0) {
      whenDone.accept(all.get());
    }
  }
}
