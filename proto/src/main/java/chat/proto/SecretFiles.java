package chat.proto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Secrets that lie in files, as Docker and Kubernetes hand them out: {@code JWT_SECRET_FILE} names
 * the file that holds {@code JWT_SECRET}. The entry point of the services' image and {@code
 * chat.schema.Database} do the same by the same rules.
 */
public final class SecretFiles {
  private static final String SUFFIX = "_FILE";

  private SecretFiles() {}

  /**
   * Adds what lies in files. Line ends at a file's end do not count.
   *
   * @param environment of the process; a variable that is set to nothing is as one that is not set
   * @param names which may be given by a file
   * @throws IllegalArgumentException with a plain sentence, when both are set, or the file cannot
   *     be read or holds nothing
   */
  public static Map<String, String> read(Map<String, String> environment, Set<String> names) {
    Map<String, String> all = new HashMap<>(environment);
    for (String name : names) {
      String file = environment.getOrDefault(name + SUFFIX, "");
      if (!file.isEmpty()) {
        if (!environment.getOrDefault(name, "").isEmpty()) {
          throw new IllegalArgumentException(
              name + " and " + name + SUFFIX + " must not both be set");
        }
        all.put(name, content(name + SUFFIX, file));
      }
    }
    return Map.copyOf(all);
  }

  private static String content(String variable, String file) {
    String content;
    try {
      content = Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          variable + " names a file that cannot be read: " + file, e);
    }
    if (content.isEmpty()) {
      throw new IllegalArgumentException(variable + " names an empty file: " + file);
    }
    return content;
  }
}
