package chat.ops.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the programs that prepare a part's data to their end; closing kills those under way. What
 * they had made by then is not taken for complete. When this process is killed they end by
 * themselves within seconds.
 */
final class Preparations implements AutoCloseable {
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Writes a program's input. */
  @FunctionalInterface
  interface Input {
    void writeTo(OutputStream input) throws IOException;
  }

  /**
   * Runs a program and waits for its end.
   *
   * @return its exit code; not 0 when it was killed by {@link #close}
   */
  int run(ProcessBuilder builder, Input text) throws IOException, InterruptedException {
    Process process = builder.start();
    running.add(process);
    try (OutputStream input = process.getOutputStream()) {
      if (closed) {
        process.destroyForcibly();
      }
      text.writeTo(input);
    } catch (IOException e) {
      // It ended before it had read all: its exit code tells.
    } finally {
      process.waitFor();
      running.remove(process);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    closed = true;
    for (Process process : running) {
      process.destroyForcibly().onExit().join();
    }
  }
}
