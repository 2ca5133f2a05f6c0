package chat.gateway.session;

import chat.proto.ErrorCode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Lets logins take turns, in the order in which they came: when thousands come at once, as after
 * another gateway has stopped, each is quick when it has its turn, instead of all being so slow
 * that clients give up and come again. So many go on, and so many wait, for 10 s at most; overflow
 * rule: a further one is refused at once and told when those who wait will be through. Called by
 * readers; thread-safe.
 */
final class LoginTurns {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int SHORTEST_MS = RequestFailed.RETRY_AFTER_MS;
  private static final int LONGEST_MS = 30_000;
  // The mean of the last few logins: a new one counts for an eighth.
  private static final int WEIGHT = 8;

  private final SessionSettings.Logins bounds;
  private final LimitHits hits;
  private final LoginOutcomes outcomes;
  private final LongSupplier nanoTime;
  private final Semaphore turns;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicLong meanNanos = new AtomicLong();

  /**
   * Nobody is logging in yet.
   *
   * @param nanoTime a clock that never goes back
   */
  LoginTurns(SessionSettings.Logins bounds, SessionMetrics metrics, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.hits = metrics.limits();
    this.outcomes = metrics.logins();
    this.nanoTime = nanoTime;
    this.turns = new Semaphore(bounds.running(), true);
  }

  /**
   * Logs in when its turn has come, and counts how it ended.
   *
   * @throws RequestFailed UNAVAILABLE with a time when there are too many, or what the login throws
   */
  <T> T take(LoginOutcomes.Method method, LoginOutcomes.Attempt<T, InterruptedException> login)
      throws InterruptedException {
    return outcomes.counted(method, () -> inTurn(login));
  }

  private <T> T inTurn(LoginOutcomes.Attempt<T, InterruptedException> login)
      throws InterruptedException {
    try {
      if (inside.incrementAndGet() > bounds.running() + bounds.waiting()) {
        throw tooMany();
      }
      if (!turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        // Whoever asked may have given up already.
        throw tooMany();
      }
      long begun = nanoTime.getAsLong();
      try {
        return login.make();
      } finally {
        turns.release();
        took(nanoTime.getAsLong() - begun);
      }
    } finally {
      inside.decrementAndGet();
    }
  }

  private RequestFailed tooMany() {
    hits.hit(LimitHits.Limit.LOGINS);
    return new RequestFailed(
        ErrorCode.UNAVAILABLE,
        "Too many people are logging in, try again a little later.",
        OptionalInt.of(comeBackMs()));
  }

  /** How many wait for their turn. */
  int waiting() {
    return turns.getQueueLength();
  }

  /** About when all who wait now have had their turn; they come one by one. */
  private int comeBackMs() {
    long rounds = Math.ceilDiv(bounds.waiting(), bounds.running()) + 1L;
    long through = Duration.ofNanos(meanNanos.get() * rounds).toMillis();
    int least = Math.clamp(through, SHORTEST_MS, LONGEST_MS);
    return least / 2 + RandomGenerator.getDefault().nextInt(least);
  }

  private void took(long nanos) {
    meanNanos.accumulateAndGet(
        nanos, (mean, last) -> mean == 0 ? last : mean + (last - mean) / WEIGHT);
  }
}
