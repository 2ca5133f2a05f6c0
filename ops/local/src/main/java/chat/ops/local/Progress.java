package chat.ops.local;

/** Where a stack tells what it is doing. Called from several threads, one line at a time. */
@FunctionalInterface
public interface Progress {
  /**
   * Takes one line.
   *
   * @param text without a line end
   */
  void line(String text);
}
