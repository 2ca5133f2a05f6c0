package chat.service.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What somebody who may be slow, or never answer, said last. One thread asks, again and again;
 * probes read what is known, and never wait. No answer for {@value #LATE_SECONDS} s is as bad as a
 * bad one.
 */
final class LastAnswer {
  private static final Logger LOG = System.getLogger(LastAnswer.class.getName());
  static final int LATE_SECONDS = 5;

  private final String whom;
  private final Supplier<Optional<String>> question;
  private final LongSupplier nanoTime;
  private volatile Answer last;

  private record Answer(Optional<String> trouble, long atNanos) {}

  /**
   * Nobody was asked yet, which counts as trouble.
   *
   * @param whom for people: "the database"
   * @param question asks, and may wait; empty when all is well, else one sentence why not
   * @param nanoTime a clock that never goes back
   */
  LastAnswer(String whom, Supplier<Optional<String>> question, LongSupplier nanoTime) {
    this.whom = whom;
    this.question = question;
    this.nanoTime = nanoTime;
    this.last = new Answer(Optional.of(whom + " was not asked yet"), nanoTime.getAsLong());
  }

  /** Asks, and waits for the answer. One thread at a time. */
  void ask() {
    Optional<String> trouble;
    try {
      trouble = question.get();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, whom + " cannot be asked", e);
      trouble = Optional.of(whom + " cannot be asked");
    }
    last = new Answer(trouble, nanoTime.getAsLong());
  }

  /** What is wrong, as was known last. Does not wait. */
  Optional<String> trouble() {
    Answer known = last;
    long silence = Duration.ofNanos(nanoTime.getAsLong() - known.atNanos).toSeconds();
    return known.trouble.isEmpty() && silence >= LATE_SECONDS
        ? Optional.of("%s has not answered for %d s".formatted(whom, silence))
        : known.trouble;
  }
}
