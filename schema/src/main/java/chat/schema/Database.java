package chat.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where the database is.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user may create and alter tables
 * @param password of the user
 * @param name the schema; it exists already
 */
public record Database(String host, int port, String user, String password, String name) {

  public Database {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("DB_PORT must be 1 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code DB_HOST} (127.0.0.1), {@code DB_PORT} (3306), {@code DB_USER} (chat), {@code
   * DB_PASS} (empty; or the file that {@code DB_PASS_FILE} names, by the rules of {@code
   * chat.proto.SecretFiles}) and {@code DB_NAME} (chat).
   *
   * @throws IllegalArgumentException when the port is no number in range, or the password is given
   *     twice, or its file cannot be read or holds nothing
   */
  public static Database of(Map<String, String> environment) {
    return new Database(
        environment.getOrDefault("DB_HOST", "127.0.0.1"),
        Integer.parseInt(environment.getOrDefault("DB_PORT", "3306")),
        environment.getOrDefault("DB_USER", "chat"),
        password(environment),
        environment.getOrDefault("DB_NAME", "chat"));
  }

  private static String password(Map<String, String> environment) {
    String given = environment.getOrDefault("DB_PASS", "");
    String file = environment.getOrDefault("DB_PASS_FILE", "");
    if (file.isEmpty()) {
      return given;
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("DB_PASS and DB_PASS_FILE must not both be set");
    }
    String content;
    try {
      content = Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "DB_PASS_FILE names a file that cannot be read: " + file, e);
    }
    if (content.isEmpty()) {
      throw new IllegalArgumentException("DB_PASS_FILE names an empty file: " + file);
    }
    return content;
  }

  /** A new connection, for tools and tests: the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user, password);
  }

  /** The JDBC URL, without the user and the password. */
  public String url() {
    return "jdbc:mariadb://" + host + ":" + port + "/" + name;
  }
}
