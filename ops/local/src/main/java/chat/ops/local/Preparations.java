package chat.ops.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the programs that prepare a part's data to their end. The watchdog starts them, so that they
 * are gone when this process is killed; closing makes those under way end within a moment. What
 * they had made by then is not taken for complete.
 */
final class Preparations implements AutoCloseable {
  private static final long POLL_MILLIS = 30;

  /** Input, a file to make when all went well, program and arguments. */
  private static final String SCRIPT =
      "input=$1 done=$2; shift 2; \"$@\" <\"$input\" && : >\"$done\"";

  private final Spawner spawner;
  private final DataDirectory data;
  private volatile boolean closed;

  Preparations(Spawner spawner, DataDirectory data) {
    this.spawner = spawner;
    this.data = data;
  }

  /**
   * Runs a program and waits for its end. Its output goes to the part's log.
   *
   * @param part whose data it prepares
   * @param environment added to this process's own
   * @param input what it reads
   * @return whether it ended well; not when {@link #close} killed it
   */
  boolean run(String part, Map<String, String> environment, List<String> program, Path input)
      throws IOException, InterruptedException {
    Path done = data.path().resolve(part + ".prepared");
    Files.deleteIfExists(done);
    List<String> script = List.of("bash", "-c", SCRIPT, part, input.toString(), done.toString());
    ProcessHandle process =
        spawner.spawn(
            new Part(
                part,
                List.of(),
                Part.LOOPBACK,
                () -> {},
                data.path(),
                environment,
                Stream.concat(script.stream(), program.stream()).toList(),
                () -> true),
            data.log(part));
    while (process.isAlive()) {
      if (closed) {
        Shell.kill("KILL", -process.pid());
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Files.deleteIfExists(done);
  }

  @Override
  public void close() {
    closed = true;
  }
}
