package chat.gateway;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/**
 * Reads settings by name: from the environment (TCP_PORT for {@code tcp-port}), else from the file
 * that CHAT_CONFIG names, else from {@code application.yaml} in the program, which has them all.
 */
final class Settings {
  private static final String FILE = "CHAT_CONFIG";

  private final Map<String, String> environment;
  private final Config config;

  /**
   * Settings of this process.
   *
   * @throws IllegalArgumentException when CHAT_CONFIG names no file
   */
  Settings(Map<String, String> environment) {
    this.environment = environment;
    var builder =
        Config.builder().disableEnvironmentVariablesSource().disableSystemPropertiesSource();
    String file = environment.getOrDefault(FILE, "");
    if (!file.isEmpty()) {
      if (!Files.isReadable(Path.of(file))) {
        throw new IllegalArgumentException(FILE + " names a file that cannot be read: " + file);
      }
      builder.addSource(ConfigSources.file(file));
    }
    this.config = builder.addSource(ConfigSources.classpath("application.yaml")).build();
  }

  /** A text; may be empty. */
  String text(String name) {
    String variable = variable(name);
    return environment.containsKey(variable)
        ? environment.get(variable)
        : config.get(name).asString().orElseThrow(() -> new IllegalStateException("no " + name));
  }

  /** A whole number. */
  int number(String name) {
    try {
      return Integer.parseInt(text(name).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          variable(name) + " must be a whole number: " + text(name), e);
    }
  }

  /** Yes or no. */
  boolean flag(String name) {
    return switch (text(name).strip()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              variable(name) + " must be true or false: " + text(name));
    };
  }

  /** A time. */
  Duration duration(String name) {
    try {
      return Duration.parse(text(name).strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          variable(name) + " must be a time such as PT10S: " + text(name), e);
    }
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
