package chat.ops.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One process of the stack: how it is prepared, started and asked whether it is ready.
 *
 * @param name as in "ops/chat logs NAME"
 * @param ports it listens on; the first one is the one people use
 * @param address the ports' address: 127.0.0.1 or 0.0.0.0
 * @param preparation runs once, before the first start
 * @param directory the process's working directory, there after the preparation
 * @param environment added to the supervisor's own
 * @param command the program and its arguments
 * @param probe says whether it is ready
 */
record Part(
    String name,
    List<Integer> ports,
    String address,
    Preparation preparation,
    Path directory,
    Map<String, String> environment,
    List<String> command,
    Probe probe) {

  /** A part that is not ready after this time has failed to start. */
  static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** The same with more settings, which win. */
  Part with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return new Part(name, ports, address, preparation, directory, all, command, probe);
  }

  static final String LOOPBACK = "127.0.0.1";
  static final String EVERYWHERE = "0.0.0.0";

  /**
   * Makes what the process needs: directories, settings, an empty database. May run for seconds.
   */
  @FunctionalInterface
  interface Preparation {
    void run() throws IOException, InterruptedException;
  }
}
