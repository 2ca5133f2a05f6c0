package chat.ops.local;

import java.io.IOException;

/** Sends the signals that Java cannot. */
final class Shell {
  private Shell() {}

  /** As the shell's kill; a process that is gone is no error. */
  static void kill(String signal, long pid) throws InterruptedException {
    try {
      new ProcessBuilder("bash", "-c", "kill -" + signal + " " + pid)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new StackFailure("bash does not start: " + e.getMessage(), e);
    }
  }
}
