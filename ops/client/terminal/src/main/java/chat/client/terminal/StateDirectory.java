package chat.client.terminal;

import chat.client.ChatException;
import chat.client.FileStore;
import chat.client.OwnerOnly;
import chat.client.Store;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the client keeps what it remembers: for each server and user what was seen and what waits
 * to be sent, and what was typed. Only its owner can read it.
 */
final class StateDirectory {
  private final Path directory;

  /**
   * Makes it, where it is not there.
   *
   * @throws ChatException.StoreFailed when it cannot be made
   */
  StateDirectory(Path directory) {
    this.directory = directory;
    try {
      OwnerOnly.directory(directory);
    } catch (IOException e) {
      throw new ChatException.StoreFailed("cannot make " + directory + ": " + e.getMessage(), e);
    }
  }

  /** The one that a person has when they say nothing: {@code chat} where programs keep state. */
  static Path standard(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("chat");
  }

  /**
   * What is remembered of a user of a server.
   *
   * @throws ChatException.StoreFailed when another client has it
   */
  Store store(String host, int port, String name) {
    return new FileStore(directory.resolve(encoded(host + ":" + port + ":" + name)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The file of what was typed. */
  Path inputHistory() {
    Path file = directory.resolve("input");
    try {
      return OwnerOnly.file(file);
    } catch (IOException e) {
      throw new ChatException.StoreFailed("cannot use " + file + ": " + e.getMessage(), e);
    }
  }
}
