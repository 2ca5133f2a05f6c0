package chat.ops.local;

import chat.schema.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/**
 * The database of a data directory alone, on a free port, while no stack runs there: for backups
 * and restores. It is made, empty, where there is none. Not watched: whoever holds it closes it.
 */
final class LocalDatabase implements AutoCloseable {
  private final TakenDirectory taken;
  private final SupervisedPart mariadb;
  private final Database database;

  private LocalDatabase(TakenDirectory taken, SupervisedPart mariadb, Database database) {
    this.taken = taken;
    this.mariadb = mariadb;
    this.database = database;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param path the data directory; made when missing
   * @throws StackFailure when a stack runs there, or MariaDB does not start
   */
  static LocalDatabase start(Path path, Progress progress) throws InterruptedException {
    StackOptions options = new StackOptions(path, 0, 1, false, Map.of());
    TakenDirectory taken = TakenDirectory.take(options, Software.find(), progress);
    Blueprint blueprint = taken.blueprint();
    try {
      int port = freePort();
      Part part = MariadbPart.of(blueprint, port);
      part.preparation().run();
      SupervisedPart mariadb =
          new SupervisedPart(part, blueprint.data(), taken.spawner(), progress, () -> {});
      mariadb.start();
      return new LocalDatabase(taken, mariadb, blueprint.secrets().databaseAt(port));
    } catch (StackFailure e) {
      taken.close();
      throw e;
    } catch (IOException e) {
      taken.close();
      throw new StackFailure("MariaDB's data cannot be prepared: " + e, e);
    }
  }

  /** Where it is, with its password. */
  Database database() {
    return database;
  }

  @Override
  public void close() {
    try {
      mariadb.stop();
    } catch (InterruptedException e) {
      // The watchdog ends it.
      Thread.currentThread().interrupt();
    }
    taken.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
  }
}
