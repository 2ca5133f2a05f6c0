package chat.ops.check.judge;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Judges a run by all that is promised. */
public final class Judge {
  /** What {@link StoredAsAcked} judges. */
  public static final String KEPT_ONCE = "acked is kept, once, as it was sent";

  /** What {@link Gapless} judges. */
  public static final String GAPLESS = "seq is gapless, time never goes back";

  /** What {@link NothingSkipped} judges. */
  public static final String NOTHING_SKIPPED = "no connection skips a message";

  /** What {@link Converged} judges. */
  public static final String EVERYTHING = "everybody gets everything";

  /** What is promised whatever happens. */
  public static final List<Promise> PROMISES =
      List.of(
          new StoredAsAcked(),
          new Gapless(),
          new SameAnswer(),
          new OneOrder(),
          new SenderOrder(),
          new ShownOnce(),
          new NothingSkipped(),
          new Converged(),
          new NothingToTheShutOut(),
          new CursorsForward(),
          new Answered());

  private Judge() {}

  /**
   * What is promised when gateways and services are restarted one after the other.
   *
   * @param maxComeBack the longest time that a gateway tells clients to stay away
   */
  public static List<Promise> rollingPromises(Duration maxComeBack) {
    return Stream.of(PROMISES, List.of(new OneRetry(), new CameBack(maxComeBack), new Resumed()))
        .flatMap(List::stream)
        .toList();
  }

  /** One verdict for each promise. */
  public static List<Verdict> judge(Evidence evidence, List<Promise> promises) {
    return promises.stream().map(promise -> promise.judge(evidence)).toList();
  }
}
