package chat.ops.check.judge;

import java.util.List;

/** Judges a run by all that is promised. */
public final class Judge {
  private static final List<Promise> PROMISES =
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

  /** One verdict for each promise. */
  public static List<Verdict> judge(Evidence evidence) {
    return PROMISES.stream().map(promise -> promise.judge(evidence)).toList();
  }
}
