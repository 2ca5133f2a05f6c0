package chat.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. Tests run in the directory of their module. */
final class Repository {
  /** Its top. */
  static final Path TOP = Path.of("../..");

  private Repository() {}

  /** The text of a file. */
  static String text(String path) {
    return text(TOP.resolve(path));
  }

  /** The text of a file. */
  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be read: " + path, e);
    }
  }

  /** A YAML file of one document. */
  static JsonNode yaml(String path) {
    try {
      return new YAMLMapper().readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException("no YAML: " + path, e);
    }
  }

  /** All files below a directory whose names end so, in order. */
  static List<Path> files(String directory, String ending) {
    try (Stream<Path> all = Files.walk(TOP.resolve(directory))) {
      return all.filter(path -> path.toString().endsWith(ending))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no such directory: " + directory, e);
    }
  }
}
