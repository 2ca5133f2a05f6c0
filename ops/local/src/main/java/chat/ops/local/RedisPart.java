package chat.ops.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Redis, kept in memory only: it holds routes and leases, which heal by themselves. An installed
 * redis-server is preferred to the one that Maven brought.
 */
final class RedisPart {
  private RedisPart() {}

  static Part of(Blueprint blueprint) {
    Path program = Software.installed("redis-server").orElseGet(blueprint.software()::redis);
    Path directory = blueprint.data().of("redis");
    int port = blueprint.ports().redis();
    return new Part(
        "redis",
        List.of(port),
        Part.LOOPBACK,
        () -> prepare(program, directory),
        directory,
        Map.of(),
        List.of(
            program.toString(),
            "--port",
            String.valueOf(port),
            "--bind",
            Part.LOOPBACK,
            "--daemonize",
            "no",
            "--save",
            "",
            "--appendonly",
            "no"),
        Probe.redis(port));
  }

  private static void prepare(Path program, Path directory)
      throws IOException, InterruptedException {
    FileTree.allowRunning(program);
    Files.createDirectories(directory);
    Process version =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    String said =
        new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (version.waitFor() != 0) {
      throw new StackFailure(
          "Redis does not run here: \""
              + said
              + "\". Install redis-server (or, where libssl.so.3 or libcrypto.so.3 is missing,"
              + " the package libssl3), and try again.");
    }
  }
}
