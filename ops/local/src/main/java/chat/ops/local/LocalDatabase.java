package chat.ops.local;

import chat.schema.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;

/**
 * The database of a data directory alone, on a free port, while no stack runs there: for backups
 * and restores. It is made, empty, where there is none. Not watched: whoever holds it closes it.
 */
final class LocalDatabase implements AutoCloseable {
  private final FileLock lock;
  private final Spawner spawner;
  private final SupervisedPart mariadb;
  private final Database database;

  private LocalDatabase(FileLock lock, Spawner spawner, SupervisedPart mariadb, Database database) {
    this.lock = lock;
    this.spawner = spawner;
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
    DataDirectory data = new DataDirectory(path);
    data.create();
    FileLock lock =
        data.lock().orElseThrow(() -> new StackFailure("A stack is running in " + data.path()));
    Spawner spawner = new Spawner();
    try {
      Leftovers.end(data.state(), progress);
      StackOptions options = new StackOptions(path, 0, 1, false, Map.of());
      Preparations preparations = new Preparations(spawner, data);
      Blueprint blueprint =
          new Blueprint(options, data, data.secrets(), Software.find(), preparations);
      int port = freePort();
      Part part = MariadbPart.of(blueprint, port);
      part.preparation().run();
      SupervisedPart mariadb = new SupervisedPart(part, data, spawner, progress, () -> {});
      mariadb.start();
      return new LocalDatabase(
          lock,
          spawner,
          mariadb,
          new Database("127.0.0.1", port, "chat", data.secrets().database(), "chat"));
    } catch (StackFailure e) {
      release(spawner, lock);
      throw e;
    } catch (IOException e) {
      release(spawner, lock);
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
    release(spawner, lock);
  }

  private static void release(Spawner spawner, FileLock lock) {
    spawner.close();
    DataDirectory.release(lock);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
  }
}
