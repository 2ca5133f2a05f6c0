package chat.ops.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The layout of a stack's data. Whoever runs the stack holds the lock, which the kernel gives back
 * when the process is gone, however it went.
 *
 * @param path absolute
 */
record DataDirectory(Path path) {
  private static final long LARGEST_LOG_BYTES = 16L << 20;

  /** Makes the directories that are missing, for the owner only. */
  void create() {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new StackFailure("The data directory " + path + " cannot be made: " + e, e);
    }
  }

  /** The lock, or nothing when another process, or another stack in this one, holds it. */
  Optional<FileLock> lock() {
    try {
      FileChannel channel =
          FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(lock);
        }
      } catch (OverlappingFileLockException e) {
        // The holder is in this process.
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new StackFailure("The data directory " + path + " cannot be used: " + e, e);
    }
  }

  /** Whether somebody holds the lock. */
  boolean inUse() {
    if (!Files.exists(lockFile())) {
      return false;
    }
    Optional<FileLock> lock = lock();
    lock.ifPresent(DataDirectory::release);
    return lock.isEmpty();
  }

  /** Gives the lock back. */
  static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs, for other processes to read. */
  StateFile state() {
    return new StateFile(path.resolve("state"));
  }

  /** The passwords. */
  Secrets secrets() {
    return Secrets.of(path.resolve("secrets.properties"));
  }

  /** Makes all tokens invalid that were ever given. */
  void renewTokenKey() {
    Secrets.renewTokenKey(path.resolve("secrets.properties"));
  }

  /** A part's own directory; not made here. */
  Path of(String part) {
    return path.resolve(part);
  }

  /** Where the parts' logs are. */
  Path logs() {
    return path.resolve("logs");
  }

  /** A part's log. */
  Path log(String part) {
    return logs().resolve(part + ".log");
  }

  /** Puts a log that has grown large aside; one older one is kept. */
  void rotate(String part) {
    try {
      Path log = log(part);
      if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
        Files.move(log, log.resolveSibling(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of a part's log, at most so many lines. */
  List<String> tail(String part, int lines) {
    try (RandomAccessFile log = new RandomAccessFile(log(part).toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(log.length(), 16_384)];
      log.seek(log.length() - end.length);
      log.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Deletes everything, when it is a stack's data.
   *
   * @throws StackFailure when it is something else, which stays
   */
  void purge() {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.exists(lockFile())) {
      throw new StackFailure(path + " is not a stack's data directory; nothing was deleted.");
    }
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path lockFile() {
    return path.resolve("lock");
  }
}
