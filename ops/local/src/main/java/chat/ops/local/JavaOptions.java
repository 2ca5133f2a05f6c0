package chat.ops.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Options of the JVMs: for a machine with two cores that starts them all at once. */
final class JavaOptions {
  private JavaOptions() {}

  /**
   * Little memory and a fast start rather than the highest speed after minutes.
   *
   * @param heapMegabytes the largest heap
   */
  static List<String> small(int heapMegabytes) {
    return List.of(
        "-Xms16m",
        "-Xmx" + heapMegabytes + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "-Xlog:aot*=error");
  }

  /**
   * Uses the ahead-of-time cache of a program, or makes it when the program ends. It speeds up
   * every start but the first by half, and costs some seconds at the end of the first.
   *
   * @param newest a jar of the program that changes when the program does
   * @param makes whether it may be made
   */
  static List<String> cached(Software software, String name, Path newest, boolean makes) {
    Path cache = software.caches().resolve(name + ".aot");
    try {
      if (Files.isWritable(software.repository().resolve("ops/local/software/target"))) {
        Files.createDirectories(cache.getParent());
      } else if (!Files.exists(cache)) {
        // Somebody else's checkout: it works without, only slower.
        return List.of();
      }
      if (!makes && (!Files.exists(cache) || isOlder(cache, newest))) {
        return List.of();
      }
      if (!Files.exists(cache)) {
        return List.of("-XX:AOTCacheOutput=" + cache);
      }
      if (isOlder(cache, newest) && Files.isWritable(cache)) {
        Files.delete(cache);
        return List.of("-XX:AOTCacheOutput=" + cache);
      }
      return List.of("-XX:AOTCache=" + cache);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOlder(Path cache, Path newest) throws IOException {
    return Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(newest)) < 0;
  }
}
