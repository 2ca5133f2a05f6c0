package chat.ops.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The few things the stack does with files beyond what {@link Files} offers. */
final class FileTree {
  private FileTree() {}

  /** Deletes a file or a directory with everything in it; links are not followed. */
  static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Copies a file unless the target has its size and time already. */
  static void copyChanged(Path from, Path to) throws IOException {
    FileTime changed = Files.getLastModifiedTime(from);
    if (!Files.exists(to)
        || Files.size(to) != Files.size(from)
        || !Files.getLastModifiedTime(to).equals(changed)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Copies the files of a directory, not its directories, as {@link #copyChanged} does. */
  static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copyChanged(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Writes a file that only its owner may read, whole or not at all. */
  static void writePrivate(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a program executable, as jars do not keep that bit. */
  static void allowRunning(Path program) {
    if (!Files.isExecutable(program) && !program.toFile().setExecutable(true, false)) {
      throw new StackFailure(program + " cannot be made executable: use \"chmod +x\" on it.");
    }
  }
}
