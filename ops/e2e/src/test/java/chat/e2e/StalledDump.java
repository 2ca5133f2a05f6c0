package chat.e2e;

import static org.awaitility.Awaitility.await;

import chat.ops.backup.DatabasePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A mariadb-dump that begins to read the database and then waits, so that a test can change the
 * database meanwhile. It has come to its first tables when {@link #awaitBegun} returns, and not to
 * the end of them when they have more than a pipe holds, 64 KiB.
 */
final class StalledDump {
  private final Path directory;

  private StalledDump(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes it.
   *
   * @param directory an empty one, for its files
   */
  static StalledDump in(Path directory, DatabasePrograms real)
      throws IOException, InterruptedException {
    Path script = directory.resolve("mariadb-dump");
    Path program = real.directory().resolve("mariadb-dump");
    // The jar that brings it does not keep that bit.
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
    Files.writeString(
        script,
        """
        #!/bin/bash
        set -o pipefail
        cd "%s"
        "%s" "$@" | { head -c 1 >first; echo >begun; read -r <go; cat first -; }
        """
            .formatted(directory, program));
    new ProcessBuilder("mkfifo", directory.resolve("go").toString()).start().waitFor();
    return new StalledDump(directory);
  }

  DatabasePrograms programs() {
    return new DatabasePrograms(directory);
  }

  void awaitBegun() {
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(directory.resolve("begun")));
  }

  void goOn() throws IOException {
    Files.writeString(directory.resolve("go"), "\n");
  }
}
