package chat.service.push;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the records of one call and tells the outcome when the last one has its own. */
final class Acknowledgements {
  private final Consumer<Boolean> whenDone;
  private final Runnable whenStored;
  private volatile boolean any;
  private final AtomicBoolean all = new AtomicBoolean(true);
  // One for complete(), so that the first answers do not end it while records are still being sent.
  private final AtomicInteger missing = new AtomicInteger(1);

  /**
   * No record yet.
   *
   * @param whenStored told before, when there was a record and every one was acknowledged
   */
  Acknowledgements(Consumer<Boolean> whenDone, Runnable whenStored) {
    this.whenDone = whenDone;
    this.whenStored = whenStored;
  }

  /** One more record is sent; what is returned takes its outcome. */
  Consumer<Boolean> expect() {
    any = true;
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
      if (any && all.get()) {
        whenStored.run();
      }
      whenDone.accept(all.get());
    }
  }
}
