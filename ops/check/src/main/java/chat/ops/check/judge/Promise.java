package chat.ops.check.judge;

/** One thing that is promised to clients, and how it shows in a history whether it was kept. */
@FunctionalInterface
public interface Promise {
  /** Looks for violations. */
  Verdict judge(Evidence evidence);
}
