package chat.ops.local;

import chat.schema.Database;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The stack's passwords: made once, kept with the data, readable by their owner only.
 *
 * @param jwt key of the tokens, 43 characters
 * @param database password of the users chat and root
 * @param keystore password of Liberty's key store
 */
record Secrets(String jwt, String database, String keystore) {

  /**
   * Reads the file, or writes a new one.
   *
   * @throws StackFailure when the file lacks a secret
   */
  static Secrets of(Path file) {
    try {
      if (!Files.exists(file)) {
        new Secrets(random(), random(), random()).write(file);
      }
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return new Secrets(
          value(properties, "jwt", file),
          value(properties, "database", file),
          value(properties, "keystore", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a new key of the tokens into the file; the rest stays. */
  static void renewTokenKey(Path file) {
    Secrets old = of(file);
    try {
      new Secrets(random(), old.database, old.keystore).write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The services' database on this machine. */
  Database databaseAt(int port) {
    return new Database("127.0.0.1", port, "chat", database, "chat");
  }

  private void write(Path file) throws IOException {
    FileTree.writePrivate(
        file, "jwt=%s\ndatabase=%s\nkeystore=%s\n".formatted(jwt, database, keystore));
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String value(Properties properties, String name, Path file) {
    String value = properties.getProperty(name, "");
    if (value.length() < 32) {
      throw new StackFailure(file + " lacks \"" + name + "\" (32 characters or more).");
    }
    return value;
  }
}
